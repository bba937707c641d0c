import { type Frame, say } from '#modules/directory'
import { Acts, Button, ButtonLink, Checkbox, errorFor, Field, type FieldError, Form, FormSheet, TextArea } from '#ui/form'
import { Item, Rows, Tag } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Notice } from '#ui/sheet'
import { kindsPath, manners, root } from '../model.ts'
import { words as common } from '../text.ts'
import type { FieldOfWork, Kind, KindField, Typed } from './model.ts'
import { words } from './text.ts'

export const kindPath = (id: string) => `${kindsPath}/${id}`

/** What the unit's times are for. */
export const KindsPage = ({ frame, kinds, saved }: { frame: Frame; kinds: readonly Kind[]; saved: boolean }) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: common(language).times }} title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      <div class="stack">
        {saved && (
          <Notice tone="success" heading={said.saved}>
            <p>{said.savedText}</p>
          </Notice>
        )}
        {kinds.length === 0 ? (
          <Empty heading={said.none} level={2}>
            <p>{said.noneText}</p>
          </Empty>
        ) : (
          <Rows>
            {kinds.map(({ id, name, minutes, manners: ways, open, noLogin, ended, free }) => (
              <Item href={kindPath(id)} title={say(name, language)}>
                <p>{[said.minutes(minutes), ...ways.map((way) => common(language).manner[way])].join(', ')}</p>
                {ended ? (
                  <p>
                    <Tag color="neutral">{said.ended}</Tag>
                  </p>
                ) : (
                  <p class="small soft">
                    {noLogin ? said.forAnyone : open ? said.open : said.closed}. {said.free(free)}
                  </p>
                )}
              </Item>
            ))}
          </Rows>
        )}
        <FormSheet />
        <Acts>
          <ButtonLink href={`${kindsPath}/nytt`}>{said.add}</ButtonLink>
        </Acts>
      </div>
    </Page>
  )
}

type Props = { frame: Frame; kind: Kind | undefined; fields: readonly FieldOfWork[]; typed: Typed; errors?: readonly FieldError[] }

/** One kind of time, to write or to change. */
export const KindPage = ({ frame, kind, fields, typed, errors = [] }: Props) => {
  const { language } = frame
  const said = words(language)
  const line = (id: KindField) => ({ id, value: typed[id], error: errorFor(errors, id), autocomplete: 'off' })
  const area = (id: KindField) => ({ id, value: typed[id], error: errorFor(errors, id), language })
  const wrongWay = errorFor(errors, 'satt')
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: kindsPath, text: said.title }} title={kind ? say(kind.name, language) : said.new} />
      <Form language={language} errors={errors} action={kind ? kindPath(kind.id) : `${kindsPath}/nytt`}>
        <Field {...line('namn')} label={said.name} hint={said.nameHint} maxlength={100} />
        <Field {...line('name')} label={said.nameEn} maxlength={100} />
        <TextArea {...area('om')} label={said.about} hint={said.aboutHint} maxlength={2000} />
        <TextArea {...area('about')} label={said.aboutEn} maxlength={2000} />
        <TextArea {...area('ta')} label={said.bring} hint={said.bringHint} maxlength={1000} />
        <TextArea {...area('bring')} label={said.bringEn} maxlength={1000} />
        <Field {...line('minuter')} label={said.length} inputmode="numeric" maxlength={3} />
        <fieldset class="ds-fieldset" aria-describedby={wrongWay ? 'satt-error' : undefined}>
          <legend class="ds-label">{said.manners}</legend>
          {manners.map((way, at) => (
            <Checkbox
              id={at ? `satt-${way}` : 'satt'}
              name={`satt-${way}`}
              label={common(language).manner[way]}
              checked={typed[`satt-${way}`] === 'ja'}
            />
          ))}
          {wrongWay && (
            <p class="ds-validation-message" id="satt-error">
              {wrongWay}
            </p>
          )}
        </fieldset>
        <Checkbox id="oppen" label={said.openAsk} hint={said.openHint} checked={typed['oppen'] === 'ja'} />
        <Checkbox
          id="utan"
          label={said.noLoginAsk}
          hint={said.noLoginHint}
          checked={typed['utan'] === 'ja'}
          error={errorFor(errors, 'utan')}
        />
        <fieldset class="ds-fieldset" aria-describedby="omraden-om">
          <legend class="ds-label">{said.fields}</legend>
          <p data-field="description" id="omraden-om">
            {said.fieldsHint}
          </p>
          {fields.map(({ field, title }) => (
            <Checkbox id={`omrade-${field}`} label={say(title, language)} checked={typed[`omrade-${field}`] === 'ja'} />
          ))}
        </fieldset>
        <Field {...line('timmar')} label={said.notice} hint={said.noticeHint} inputmode="numeric" maxlength={3} />
        <Acts>
          <Button>{said.save}</Button>
        </Acts>
      </Form>
      {kind && (
        <section class="section screen-only">
          {!kind.ended && <p>{said.endText}</p>}
          <form method="post" action={`${kindPath(kind.id)}/slut`}>
            <input type="hidden" name="slut" value={kind.ended ? 'nej' : 'ja'} />
            <Acts>
              <Button variant="secondary">{kind.ended ? said.again : said.end}</Button>
            </Acts>
          </form>
        </section>
      )}
    </Page>
  )
}
