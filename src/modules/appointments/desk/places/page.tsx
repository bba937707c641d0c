import type { Frame } from '#modules/directory'
import { Acts, Button, ButtonLink, Checkbox, errorFor, Field, type FieldError, Form, FormSheet, TextArea } from '#ui/form'
import { Item, Rows, Tag } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Notice } from '#ui/sheet'
import { placesPath, root } from '../model.ts'
import { words as common } from '../text.ts'
import type { Place, PlaceField, Typed } from './model.ts'
import { words } from './text.ts'

export const placePath = (id: string) => `${placesPath}/${id}`

/** The unit's places: where people come. */
export const PlacesPage = ({ frame, places, saved }: { frame: Frame; places: readonly Place[]; saved: boolean }) => {
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
        {places.length === 0 ? (
          <Empty heading={said.none} level={2}>
            <p>{said.noneText}</p>
          </Empty>
        ) : (
          <Rows>
            {places.map(({ id, name, street, entrance, room, ended, ahead }) => (
              <Item href={placePath(id)} title={name}>
                <p>{[street, entrance, room].filter(Boolean).join(', ')}</p>
                {ended ? (
                  <p>
                    <Tag color="neutral">{said.ended}</Tag>
                  </p>
                ) : (
                  ahead > 0 && <p class="small soft">{said.ahead(ahead)}</p>
                )}
              </Item>
            ))}
          </Rows>
        )}
        <FormSheet />
        <Acts>
          <ButtonLink href={`${placesPath}/ny`}>{said.add}</ButtonLink>
        </Acts>
      </div>
    </Page>
  )
}

type Props = { frame: Frame; place: Place | undefined; typed: Typed; errors?: readonly FieldError[] }

/** One place, to write or to change. */
export const PlacePage = ({ frame, place, typed, errors = [] }: Props) => {
  const { language } = frame
  const said = words(language)
  const line = (id: PlaceField) => ({ id, value: typed[id], error: errorFor(errors, id), autocomplete: 'off' })
  const area = (id: PlaceField) => ({ id, value: typed[id], error: errorFor(errors, id), language, maxlength: 2000 })
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: placesPath, text: said.title }} title={place?.name ?? said.new}>
        {place && place.ahead > 0 && <p>{said.ahead(place.ahead)}</p>}
      </PageHead>
      <Form language={language} errors={errors} action={place ? placePath(place.id) : `${placesPath}/ny`}>
        <Field {...line('namn')} label={said.name} hint={said.nameHint} maxlength={100} />
        <Field {...line('gata')} label={said.street} hint={said.streetHint} maxlength={100} />
        <Field {...line('ort')} label={said.postal} maxlength={100} />
        <Field {...line('ingang')} label={said.entrance} hint={said.entranceHint} maxlength={200} />
        <Field {...line('rum')} label={said.room} maxlength={200} />
        <TextArea {...area('vag')} label={said.wayIn} hint={said.wayInHint} />
        <TextArea {...area('karta')} label={said.map} hint={said.mapHint} />
        <TextArea {...area('lokal')} label={said.access} hint={said.accessHint} />
        <Checkbox id="rakt" label={said.straightIn} hint={said.straightInHint} checked={typed.rakt === 'ja'} />
        <Checkbox id="ett" label={said.one} hint={said.oneHint} checked={typed.ett === 'ja'} error={errorFor(errors, 'ett')} />
        <Acts>
          <Button>{said.save}</Button>
        </Acts>
      </Form>
      {place && (
        <section class="section screen-only">
          {!place.ended && <p>{said.endText}</p>}
          <form method="post" action={`${placePath(place.id)}/slut`}>
            <input type="hidden" name="slut" value={place.ended ? 'nej' : 'ja'} />
            <Acts>
              <Button variant="secondary">{place.ended ? said.again : said.end}</Button>
            </Acts>
          </form>
        </section>
      )}
    </Page>
  )
}
