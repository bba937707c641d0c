import { theirs } from '#kernel/values/marks'
import { capital, sayMoment } from '#kernel/values/when'
import { Acts, Button, errorFor, Form, Radios } from '#ui/form'
import { Folder } from '#ui/sheet'
import { marked } from '#ui/words'
import { whereLine } from '../meets.tsx'
import { standing } from '../model.ts'
import { Offered } from '../offered.tsx'
import { pickPath } from '../paths.ts'
import { words as timeWords } from '../text.ts'
import { proposed } from './model.ts'
import type { Props } from './page.tsx'
import { words } from './text.ts'

/** What waits for the person in this meeting: the one amber sheet. What runs out first comes first. */
export const Turn = (props: Props) => {
  const { whole, now } = props
  if (standing(whole.meeting, now) !== 'ahead') return null
  const proposal = proposed(whole)
  if (whole.offer && (!proposal || whole.offer.until < proposal.until)) return <Earlier {...props} />
  return proposal ? <Proposed {...props} /> : null
}

const Earlier = ({ frame: { language }, whole: { offer }, today }: Props) =>
  offer ? (
    <Offered offer={offer} keep={words(language).keep} today={today} language={language}>
      {offer.staff}. {marked(whereLine({ manner: offer.manner, street: offer.street, name: offer.staff }, language))}
    </Offered>
  ) : null

const Proposed = ({ frame: { language }, whole, today, errors = [], typed }: Props) => {
  const said = words(language).proposal
  const proposal = proposed(whole)
  if (!proposal) return null
  const wrong = typed ? [] : errors
  return (
    <Folder id="nu" tab={timeWords(language).turn} voice="you" tinted heading={said.heading(proposal.slots.length)}>
      <p>{said.text(sayMoment(proposal.until, today, language))}</p>
      <Form action={pickPath(whole.meeting.id, proposal.n)} language={language} errors={wrong}>
        <Radios
          id="tid"
          label={said.choose}
          error={errorFor(wrong, 'tid')}
          options={[
            ...proposal.slots.map((slot) => ({
              value: slot.slotId,
              text: capital(sayMoment(slot.startsAt, today, language)),
              hint: marked(
                [timeWords(language).manner(slot.manner), slot.staff, slot.manner === 'visit' ? theirs(slot.street ?? '', language) : '']
                  .filter(Boolean)
                  .join(', '),
              ),
            })),
            { value: 'ingen', text: said.none, hint: said.noneHint },
          ]}
        />
        <Acts>
          <Button>{said.act}</Button>
        </Acts>
      </Form>
    </Folder>
  )
}
