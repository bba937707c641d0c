import { type Day, dayOf } from '#kernel/values/day'
import { sayDate, sayMoment } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { type EventKind, type Field, fieldTitle, kindName } from '#modules/matters'
import { Acts, Button, Form } from '#ui/form'
import { Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Notice, Section } from '#ui/sheet'
import { rulePath } from '../rules/page.tsx'
import { personal, type Rule } from '../rules/model.ts'
import { ruleText } from '../rules/text.ts'
import { type Act, most, type Preview, type Sample } from './model.ts'
import { words } from './text.ts'

export const applyPath = (field: Field, kind: EventKind) => `${rulePath(field, kind)}/vantar`

type Props = {
  frame: Frame
  today: Day
  field: Field
  kind: EventKind
  rule: Rule
  preview: Preview
  sample: readonly Sample[]
  acts: readonly Act[]
  /** What the form carries back: its own key, and the moment that was looked at. */
  form: { key: string; before: string }
  just?: 'done' | 'taken' | 'stale' | undefined
}

/** What would happen if the rule spoke for what waits, some of it to read, and what has been done so before. */
export const ApplyPage = ({ frame, today, field, kind, rule, preview, sample, acts, form, just }: Props) => {
  const { language } = frame
  const said = words(language)
  const { covered, unread, leftOut } = preview
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: rulePath(field, kind), text: said.back }} title={said.title}>
        <p>
          {fieldTitle(field, language)}: {kindName(kind, language)}
        </p>
        <p>{said.rule(ruleText(rule, language), rule.decidedBy)}</p>
        <p>{said.lead}</p>
        {personal.includes(kind) && (
          <p class="check" data-voice="you">
            {said.careful}
          </p>
        )}
      </PageHead>
      {just === 'done' && (
        <Notice tone="success" heading={said.done}>
          <p>{said.doneText}</p>
        </Notice>
      )}
      {just === 'taken' && (
        <Notice tone="success" heading={said.taken}>
          <p>{said.takenText}</p>
        </Notice>
      )}
      {just === 'stale' && (
        <Notice tone="warning" heading={said.stale}>
          <p>{said.staleText}</p>
        </Notice>
      )}
      <div class="stack">
        {unread > 0 && (
          <p class="check" data-voice="you">
            {said.unread(unread)}
          </p>
        )}
        <p>
          {said.covered(covered, covered >= most)} {leftOut > 0 && said.leftOut(leftOut)}
        </p>
        <p>{said.never}:</p>
        <ul>
          {Object.values(said.nevers).map((one) => (
            <li>{one}</li>
          ))}
        </ul>
      </div>
      {sample.length > 0 && (
        <Section id="prov" heading={said.sample}>
          <p>{said.sampleText}</p>
          <Rows>
            {sample.map(({ matterId, itemId, name, title, at }) => (
              <Item
                href={`/personal/granska/${matterId}/${itemId}`}
                title={[name, title, sayDate(dayOf(at), today, language)].filter(Boolean).join(', ')}
              />
            ))}
          </Rows>
        </Section>
      )}
      {covered > 0 && (
        <Form language={language}>
          <input type="hidden" name="nyckel" value={form.key} />
          <input type="hidden" name="regel" value={rule.id} />
          <input type="hidden" name="fore" value={form.before} />
          <input type="hidden" name="antal" value={covered} />
          <p>{said.undoable}</p>
          <Acts>
            <Button>{said.save(covered)}</Button>
          </Acts>
        </Form>
      )}
      {acts.length > 0 && (
        <Section id="gjort" heading={said.acts}>
          <Rows>
            {acts.map(({ id, items, by, at, undoneBy, undoneAt }) => (
              <Item title={said.act(items, by, sayMoment(at, today, language))}>
                {undoneAt ? (
                  <p>{said.undone(undoneBy ?? '', sayMoment(undoneAt, today, language))}</p>
                ) : (
                  <Form action={`${applyPath(field, kind)}/${id}`} language={language}>
                    <Acts>
                      <Button variant="secondary">{said.undo}</Button>
                    </Acts>
                  </Form>
                )}
              </Item>
            ))}
          </Rows>
        </Section>
      )}
    </Page>
  )
}
