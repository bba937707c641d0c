import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { theirs } from '#kernel/values/marks'
import { phone } from '#kernel/values/phone'
import { sayDay } from '#kernel/values/when'
import { say, type Unit } from '#modules/directory'
import { Acts, ButtonLink } from '#ui/form'
import { Folder, type Voice } from '#ui/sheet'
import { Note } from '#ui/timeline'
import { marked, Swedish } from '#ui/words'
import { turnLabel, turnText } from '../events/text.ts'
import { Paragraphs } from '../events/told.tsx'
import type { TurnView, View } from '../events/view.ts'
import { decisionPath, documentPath, dutyPath, itemPath, rightsPath, type Whose } from '../paths.ts'
import type { Reach } from './contact.tsx'
import { words } from './text.ts'

type Props = { matter: Whose; view: View; unit: Unit; reach: Reach; today: Day; language: Language }

const voiceOf = ({ turn }: TurnView): Voice => (turn === 'nobody' ? 'plain' : turn === 'choice' ? 'you' : turn)

/** "Nu: din tur". What may be chosen is neither now nor then. */
const tabOf = ({ turn, what }: TurnView, when: 'now' | 'next', language: Language): string => {
  const said = words(language)
  if (what.kind === 'not-shown') return said.nowHidden
  const label = turnLabel(turn, language)
  return turn === 'choice' ? label : said[when](inside(label))
}

/** Whose turn it is now, and after that. Only the reader's turn is amber. */
export const Turns = (props: Props) => {
  const { view, today, language } = props
  const [now, next] = [turnText(view.now, today, language), view.next && turnText(view.next, today, language)]
  return (
    <>
      <Folder
        id="nu"
        tab={tabOf(view.now, 'now', language)}
        voice={voiceOf(view.now)}
        tinted={view.now.turn === 'you'}
        heading={marked(now.title)}
      >
        <p>{marked(now.text)}</p>
        {now.quote && (
          <Note language={language}>
            <Paragraphs text={now.quote} />
          </Note>
        )}
        <IfLong {...props} turn={view.now} />
        {view.now.turn === 'choice' ? <ToDecision {...props} turn={view.now} main /> : <WhatToDo {...props} now={view.now} />}
        <AlsoAppeal {...props} />
      </Folder>
      {view.next && next && (
        <Folder id="sedan" tab={tabOf(view.next, 'next', language)} voice={voiceOf(view.next)} heading={marked(next.title)} look="h3">
          <p>{marked(next.text)}</p>
          <IfLong {...props} turn={view.next} />
          <ToDecision {...props} turn={view.next} />
        </Folder>
      )}
      <MayDiffer {...props} />
    </>
  )
}

const inside = (label: string) => label.charAt(0).toLocaleLowerCase('sv') + label.slice(1)

/** The way to the decision it speaks of: one to read, when that comes first, is the main step. */
const ToDecision = ({ matter, turn: { what }, main, language }: Props & { turn: TurnView; main?: boolean }) => {
  const said = words(language).act
  if (what.kind !== 'decision' && what.kind !== 'may-appeal') return null
  const path = decisionPath(matter, what.id)
  return (
    <Acts>
      {what.kind === 'may-appeal' ? (
        <a href={`${path}#overklaga`}>{said.appeal}</a>
      ) : main ? (
        <ButtonLink href={path}>{said.readDecision}</ButtonLink>
      ) : (
        <a href={path}>{said.readDecision}</a>
      )}
    </Acts>
  )
}

/** To staff who look: what has been opened is the person's own, and these words depend on it. */
export const MayDiffer = ({ matter, view: { decisions }, language }: Pick<Props, 'matter' | 'view' | 'language'>) =>
  typeof matter !== 'string' && decisions.length > 0 ? <p class="small soft">{words(language).mayDiffer}</p> : null

/** A time to appeal that runs is said until its day has passed, also when neither sheet has room for it. */
const AlsoAppeal = ({ matter, view: { turns, now, next }, today, language }: Props) => (
  <>
    {turns.map((turn) =>
      turn.what.kind === 'may-appeal' && turn !== now && turn !== next ? (
        <p>
          {words(language).act.mayAppeal(sayDay(turn.by!, today, language))}{' '}
          <a href={`${decisionPath(matter, turn.what.id)}#overklaga`}>
            <Swedish language={language}>{turn.what.title}</Swedish>
          </a>
        </p>
      ) : null,
    )}
  </>
)

/** A notice that it takes longer says what its person may do about that (FL 11–12 §§). */
const IfLong = ({ matter, turn: { what }, language }: Props & { turn: TurnView }) =>
  what.kind === 'delay' ? (
    <p>
      {words(language).act.ifLong} <a href={`${rightsPath(matter)}#avgora`}>{words(language).act.ifLongWay}</a>
    </p>
  ) : null

const ToDuty = ({ matter, id, text }: { matter: Whose; id: string; text: string }) => (
  <Acts>
    <a href={dutyPath(matter, id)}>{text}</a>
  </Acts>
)

/** Where papers are handed in. */
export const HandIn = ({ unit, language }: { unit: Unit; language: Language }) => {
  const said = words(language).act
  const visit = say(unit.visit, language)
  return (
    <>
      {unit.postAddress && <p class="small">{marked(said.handIn(theirs(unit.postAddress, language)))}</p>}
      {visit && <p class="small">{said.visit(visit)}</p>}
    </>
  )
}

/** What the reader can do about it, when it is their turn: one main step. */
const WhatToDo = ({ matter, view, now: { turn, what }, unit, reach, language }: Props & { now: TurnView }) => {
  const said = words(language).act
  if (what.kind === 'decide' || what.kind === 'appeal' || what.kind === 'duty')
    return <ToDuty matter={matter} id={what.id} text={said.readMore} />
  if (turn !== 'you') return null
  if (what.kind === 'communication')
    return (
      <Acts>
        <ButtonLink href={dutyPath(matter, what.id)}>{said.readAndAnswer}</ButtonLink>{' '}
        <a href={phone(reach.phone)?.href ?? '#kontakt'}>{marked(said.call(reach.name))}</a>
      </Acts>
    )
  const asked = what.kind === 'request' ? view.requests.find(({ id }) => id === what.id) : undefined
  return (
    <>
      {asked?.what.length === 1 && asked.what[0]!.text && <p>{marked(theirs(asked.what[0]!.text, language))}</p>}
      {asked && asked.what.length > 1 && (
        <ul>
          {asked.what.map(({ title, text }) => (
            <li>
              <b>
                <Swedish language={language}>{title}</Swedish>
              </b>
              {text && <p>{marked(theirs(text, language))}</p>}
            </li>
          ))}
        </ul>
      )}
      {asked?.text && (
        <Note language={language}>
          <Paragraphs text={asked.text} />
        </Note>
      )}
      {asked && <HandIn unit={unit} language={language} />}
      <Acts>
        <ButtonLink href={phone(reach.phone)?.href ?? '#kontakt'}>{marked(said.call(reach.name))}</ButtonLink>
        {asked?.documentId && <a href={documentPath(matter, asked.documentId)}>{said.openDocument}</a>}
        {asked && <a href={itemPath(matter, asked.id)}>{said.answer}</a>}
      </Acts>
    </>
  )
}
