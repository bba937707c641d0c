type Payload = { uid?: string; grantId?: string; consumed?: number } & Record<string, unknown>

const kept = new Map<string, { payload: Payload; until: number }>()
const most = 10_000

/** What the demo provider remembers: in this process, for as long as it is good. */
export const memory = (kind: string) => {
  const key = (id: string) => `${kind} ${id}`
  const alive = (name: string): Payload | undefined => {
    const held = kept.get(name)
    return held && held.until > Date.now() ? held.payload : undefined
  }
  return {
    upsert: async (id: string, payload: Payload, seconds: number) => {
      if (kept.size >= most) for (const [name] of kept) if (!alive(name)) kept.delete(name)
      kept.set(key(id), { payload, until: Date.now() + seconds * 1000 })
    },
    find: async (id: string) => alive(key(id)),
    findByUid: async (uid: string) => [...kept.keys()].map(alive).find((payload) => payload?.uid === uid),
    findByUserCode: async () => undefined,
    destroy: async (id: string) => void kept.delete(key(id)),
    revokeByGrantId: async (grantId: string) => {
      for (const [name, { payload }] of kept) if (payload.grantId === grantId) kept.delete(name)
    },
    consume: async (id: string) => {
      const payload = alive(key(id))
      if (payload) payload.consumed = Math.floor(Date.now() / 1000)
    },
  }
}
