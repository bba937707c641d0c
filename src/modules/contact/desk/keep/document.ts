import { type FileLine, newFile } from '#kernel/files'
import { dayOf } from '#kernel/values/day'
import { sayFullDay, sayTime } from '#kernel/values/when'
import { Answers, Definition, told } from '../../form/model.ts'
import { words as formWords } from '../../form/text.ts'
import { CallWish } from '../../model.ts'
import { words } from './text.ts'

/** A message on its way into a case. `form`: the form in the version it was sent with. */
export type Kept = {
  kind: 'request' | 'message' | 'call'
  at: Date
  whose: 'person' | 'staff'
  signed: string
  signTitle: { sv?: string | undefined }
  title: string
  formName: { sv?: string | undefined } | null
  body: string
  answers: unknown
  form: unknown
  files: readonly string[]
}

/** What a thread is called in the record, which is written in Swedish whoever reads it. */
export const nameOf = ({ kind, formName, title }: Pick<Kept, 'kind' | 'formName' | 'title'>): string =>
  kind === 'call' ? words('sv').call : (formName?.sv ?? title)

/** What a message is called in the record. */
export const titleOf = (of: Pick<Kept, 'kind' | 'formName' | 'title' | 'whose'>): string =>
  (of.whose === 'staff' ? words('sv').answerTo(nameOf(of)) : nameOf(of)).slice(0, 200)

/** What was answered in a form, by what was asked: to be read without the form. */
export function answersOf(of: Pick<Kept, 'kind' | 'answers' | 'form'>): { id: string; asked: string; answered: string[] }[] {
  const said = words('sv')
  if (of.kind === 'call') {
    const wish = CallWish.safeParse(of.answers).data
    if (!wish) return []
    const when = wish.when.length > 0 ? wish.when.map((time) => said.times[time]) : [said.anyTime]
    return [
      { id: 'phone', asked: said.phone, answered: [wish.phone] },
      { id: 'when', asked: said.when, answered: when },
    ]
  }
  const [definition, answers] = [Definition.safeParse(of.form).data, Answers.safeParse(of.answers).data]
  if (!definition || !answers) return []
  return told(definition, answers, 'sv', formWords('sv')).flatMap(({ id, label, values }) =>
    values.length > 0 ? [{ id, asked: label, answered: values }] : [],
  )
}

/** The message as a page of its own: who wrote it and when, the words as they were written, and what was filled in. */
export async function documentOf(of: Kept): Promise<{ title: string; bytes: Buffer }> {
  const said = words('sv')
  const title = titleOf(of)
  const when = `${sayFullDay(dayOf(of.at), 'sv')} ${sayTime(of.at, 'sv')}`
  const signed = [of.signed, of.signTitle.sv].filter(Boolean).join(', ')
  const lines: FileLine[] = [
    { kind: 'h1', text: title },
    { text: of.whose === 'staff' ? said.answered(signed, when) : said.wrote(signed, when) },
    ...of.body
      .split('\n')
      .filter((line) => line.trim())
      .map((text) => ({ text })),
    ...answersOf(of).flatMap(({ asked, answered }): FileLine[] => [
      { kind: 'h2', text: asked },
      ...answered.flatMap((text) => text.split('\n').map((line) => ({ text: line }))),
    ]),
    ...(of.files.length > 0 ? [{ text: said.files(of.files.join(', ')) }] : []),
  ]
  const file = await newFile({ type: 'text/html', title, language: 'sv', notes: [], pageTitles: [], pages: [{ lines }] })
  if (!file.ok) throw new Error('The document could not be made')
  return { title, bytes: file.bytes }
}
