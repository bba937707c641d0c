import type { FeedInput } from '../../feed/model.ts'
import { text } from './text.ts'

type EventInput = Extract<FeedInput, { type: 'event' }>['event']
type Without<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never
/** An event of ours before it is known which version of its item it is. */
export type Happening = Without<EventInput, 'version'>

/** That something happened, and no more. Its own item, so that the one it stands for stays taken back. */
const unseen = ({ ref, at, seq = 0 }: Happening): Happening => ({
  ref: `${ref}:unseen:${seq}`,
  at,
  seq,
  kind: 'note',
  detail: { text: text.hidden },
})

const asNote = (said: Happening): Happening => ({ ...said, ref: `${said.ref}:said`, kind: 'note', detail: { text: text.part.IKKE_INNSYN } })

/**
 * Everything handed out from one file so far. Versions count up per reference in the order of the list, so a longer edition of
 * the file repeats the old ones exactly. An application has parts (`sak`); when the source shuts one for the person, what was
 * handed out about it is taken back and what comes later is told without content, until the source opens the part again.
 */
export const ledger = (matter: string) => {
  const items: FeedInput[] = []
  const versions = new Map<string, number>()
  const told = new Map<string, { part: string | undefined; happening: Happening }>()
  /** By part: what is said in its place while it is shut. */
  const shut = new Map<string, Happening[]>()

  const next = (ref: string) => {
    const version = (versions.get(ref) ?? -1) + 1
    versions.set(ref, version)
    return version
  }
  const push = (happening: Happening) => {
    const event = { ...happening, version: next(happening.ref) } as EventInput
    items.push({ type: 'event', matter, event })
  }
  const takeBack = (ref: string) => items.push({ type: 'annulled', matter, ref, version: next(ref) })
  const about = (part: string) => [...told.values()].filter((entry) => entry.part === part).map((entry) => entry.happening)
  const sayInstead = (part: string, happening: Happening) => {
    shut.get(part)?.push(happening)
    push(happening)
  }

  return {
    items,
    knows: (ref: string) => told.has(ref),
    partOf: (ref: string) => told.get(ref)?.part,
    tell: (happening: Happening, part?: string) => {
      const before = told.get(happening.ref)
      told.set(happening.ref, { part, happening })
      if (part === undefined || !shut.has(part)) return push(happening)
      // Moved into a shut part from an open one: what was told of it goes too.
      if (before && (before.part === undefined || !shut.has(before.part))) takeBack(happening.ref)
      sayInstead(part, unseen(happening))
    },
    /** Shuts a part, and says so with `notice`. */
    shut: (part: string, notice: Happening) => {
      if (!shut.has(part)) {
        for (const { ref } of about(part)) takeBack(ref)
        shut.set(part, [])
      }
      sayInstead(part, notice)
    },
    open: (part: string) => {
      for (const { ref } of shut.get(part) ?? []) takeBack(ref)
      if (shut.delete(part)) about(part).forEach(push)
      // With a part in the open the matter is no longer one that is not shown: the same is said as a note instead.
      for (const instead of shut.values())
        instead.forEach((said, place) => {
          if (said.kind !== 'not-shown-here') return
          const note = asNote(said)
          instead[place] = note
          takeBack(said.ref)
          push(note)
        })
    },
  }
}
export type Ledger = ReturnType<typeof ledger>
