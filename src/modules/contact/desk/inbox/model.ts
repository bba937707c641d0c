import { z } from 'zod'

/** What a list of the inbox shows. `unassigned`, `colleagues`: only for those who hand out. */
export const views = ['mine', 'unassigned', 'colleagues', 'second', 'done'] as const
export type View = (typeof views)[number]
/** As the address says it. */
export const viewWord = {
  mine: 'mina',
  unassigned: 'ofordelat',
  colleagues: 'kollegor',
  second: 'lasa',
  done: 'klara',
} as const satisfies Record<View, string>
export const viewFrom = (word: string | undefined): View | undefined => views.find((view) => viewWord[view] === word)

/** A place in the list of what is done, which goes by when something last happened. */
export type Moment = { micros: number; id: string }
export const momentText = ({ micros, id }: Moment) => `${micros}.${id}`
export function momentFrom(text: string | undefined): Moment | undefined {
  const [, micros, id] = /^(\d{1,17})\.(.+)$/.exec(text ?? '') ?? []
  return micros !== undefined && z.uuid().safeParse(id).success ? { micros: Number(micros), id: id! } : undefined
}
