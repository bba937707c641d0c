import type { Day } from '#kernel/values/day'
import { capital, sayFullDay, sayMoment } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { Acts, Button } from '#ui/form'
import { Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Print } from '#ui/print'
import { Section } from '#ui/sheet'
import { words as templateWords } from '../templates/text.ts'
import { wording } from '../templates/wording.ts'
import { isLetter, type Letter, type Sending } from './model.ts'
import { words } from './text.ts'

export const root = '/personal/brev'

type Props = { frame: Frame; today: Day; sendings: readonly Sending[] }

/** What the unit posts, and what it should know did not arrive. */
export const LettersPage = ({ frame, today, sendings }: Props) => {
  const { language } = frame
  const said = words(language)
  const letters = sendings.filter(isLetter)
  const rest = sendings.filter(({ state }) => state !== 'listed')
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      <Section id="brev" heading={said.letters}>
        <p>{letters.length > 0 ? said.lettersMore : said.noLetters}</p>
        <Rows>
          {letters.map((letter) => (
            <Item href={`${root}/${letter.id}`} title={letter.name ?? said.unnamed}>
              <p>{said.about(subjectOf(letter, frame), sayMoment(letter.at, today, language))}</p>
              <Care sending={letter} frame={frame} />
            </Item>
          ))}
        </Rows>
      </Section>
      <Section id="inte-framme" heading={said.failed}>
        <p>{rest.length > 0 ? said.failedMore : said.noneFailed}</p>
        <Rows>
          {rest.map((sending) => (
            <Item title={sending.name ?? said.unnamed}>
              <p>
                {said.state[sending.state === 'failed' ? 'failed' : 'unsure'](
                  subjectOf(sending, frame),
                  sending.channel ? said.channels[sending.channel] : '',
                  sayMoment(sending.at, today, language),
                )}
              </p>
              <Care sending={sending} frame={frame} />
            </Item>
          ))}
        </Rows>
      </Section>
    </Page>
  )
}

const subjectOf = ({ template }: Sending, { language }: Frame) => (template ? templateWords(language).subjects[template] : '')

const Care = ({ sending, frame: { language } }: { sending: Sending; frame: Frame }) => {
  const said = words(language)
  const name = sending.name ?? said.unnamed
  return (
    <form method="post" action={`${root}/${sending.id}/klart`}>
      <Acts>
        <Button variant="secondary">{sending.state === 'listed' ? said.posted(name) : said.done(name)}</Button>
      </Acts>
    </form>
  )
}

/** One letter, as it is put in the envelope: whom it is from, to whom, and the words. */
export const LetterPage = ({ frame, today, letter }: { frame: Frame; today: Day; letter: Letter }) => {
  const said = words(frame.language)
  const { text } = wording(letter.message, { language: letter.language, channel: 'letter', today, from: letter.municipality })
  return (
    <Page {...frame} title={said.letterTitle} printed={letter.municipality}>
      <PageHead back={{ href: root, text: said.back }} title={said.letterTitle}>
        <p>
          {said.to} {letter.name ?? said.unnamed}
        </p>
      </PageHead>
      <div class="stack">
        <div class="note" lang={letter.language}>
          <p>{capital(sayFullDay(today, letter.language))}</p>
          {text.split('\n\n').map((part) => (
            <p>{part}</p>
          ))}
        </div>
        <Print language={frame.language} />
        <form class="screen-only" method="post" action={`${root}/${letter.id}/klart`}>
          <Acts>
            <Button>{said.mark}</Button>
          </Acts>
        </form>
      </div>
    </Page>
  )
}
