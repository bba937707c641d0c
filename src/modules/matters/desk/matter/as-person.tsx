import type { Language } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { capital } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { Page, PageHead } from '#ui/page'
import { Empty, Folder, Section } from '#ui/sheet'
import { Entry, Note, Phase, Timeline, Year } from '#ui/timeline'
import { fold } from '../../events/fold.ts'
import { gather } from '../../events/items.ts'
import { entryDate, entryText, phaseText, turnLabel, turnText } from '../../events/text.ts'
import { Paragraphs } from '../../events/told.tsx'
import type { Entry as Line, View } from '../../events/view.ts'
import { say } from '../../templates/model.ts'
import { reference } from '../../templates/read.ts'
import { matterPath } from '../model.ts'
import type { Handed, Matter } from './model.ts'
import { words } from './text.ts'
import type { z } from 'zod'

type Row = z.infer<typeof Handed>

/** What lies on the person's shelf, folded as their own page folds it. */
export const viewOf = (matter: Pick<Matter, 'field'>, handed: readonly Row[], today: Day): View =>
  fold(
    gather(
      handed
        .filter(({ state }) => state === 'released')
        .map(({ id, event, decidedAt }) => ({ id, event, handedAt: decidedAt.toISOString() })),
    ),
    reference().templates[matter.field],
    today,
    handed.filter(({ state }) => state === 'withheld').map(({ id, at, text }) => ({ id, at: at.toISOString(), text: text ?? '' })),
  )

type Props = { frame: Frame; today: Day; matter: Matter; view: View }

/** The matter as its person sees it: the same sentences in the same order, from what they have been handed and nothing else. */
export const AsPersonPage = ({ frame, today, matter, view }: Props) => {
  const { language } = frame
  const said = words(language)
  const now = turnText(view.now, today, language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: matterPath(matter.id), text: said.backToMatter }} title={said.asPerson(matter.name)}>
        <p>{said.asPersonText}</p>
      </PageHead>
      <Folder
        id="nu"
        tab={`${said.now}: ${turnLabel(view.now.turn, language)}`}
        voice={view.now.turn === 'nobody' ? 'plain' : view.now.turn}
        heading={now.title}
      >
        <p>{now.text}</p>
        {now.quote && (
          <Note language={language}>
            <Paragraphs text={now.quote} />
          </Note>
        )}
      </Folder>
      <Section id="handelser" heading={said.items} after>
        {view.timeline.length === 0 && <Empty heading={said.emptyPerson} />}
        {view.timeline.map((phase) => (
          <Phase name={say(phase.title, language)} span={phaseText(phase, language)}>
            {phase.years.map(({ year, entries }) => (
              <>
                <Year year={year} />
                <Timeline>
                  {entries.map((entry) => (
                    <OneLine entry={entry} matter={matter} today={today} language={language} />
                  ))}
                </Timeline>
              </>
            ))}
          </Phase>
        ))}
      </Section>
    </Page>
  )
}

const states = { coming: 'coming', quiet: 'quiet', withheld: 'withheld' } as const

const OneLine = ({ entry, matter, today, language }: { entry: Line; matter: Matter; today: Day; language: Language }) => {
  const { label, title, text, quote } = entryText(entry, today, language)
  const decision = entry.type === 'event' && (entry.kind === 'decision' || entry.kind === 'decision-corrected')
  const below = entry.type === 'group' || entry.type === 'measures' ? entry.entries : entry.type === 'quiet' ? entry.meetings : []
  return (
    <Entry
      voice={entry.voice}
      date={capital(entryDate(entry, language))}
      datetime={entry.type === 'quiet' || entry.type === 'group' ? undefined : entry.day}
      state={decision ? 'decision' : states[entry.type as keyof typeof states]}
      kind={label || undefined}
      title={title || undefined}
      href={entry.type === 'event' ? `/personal/granska/${matter.id}/${entry.id}` : undefined}
    >
      {text && <p>{text}</p>}
      {quote && (
        <Note by={entry.type === 'event' ? entry.author?.name : undefined} language={language}>
          <Paragraphs text={quote} />
        </Note>
      )}
      {below.length > 0 && (
        <ul>
          {below.map((one) => (
            <li>
              <time datetime={dayOf(one.at)}>{entryDate(one, language)}</time>: {entryText(one, today, language).title}
            </li>
          ))}
        </ul>
      )}
    </Entry>
  )
}
