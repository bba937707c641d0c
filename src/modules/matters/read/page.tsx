import type { Child } from 'hono/jsx'
import type { Language } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { sayFullDay, sayTime } from '#kernel/values/when'
import { say, type Unit } from '#modules/directory'
import { Choices, Said } from '#ui/choices'
import { Acts, Button, errorFor, type FieldError, Form, Radios, TextArea } from '#ui/form'
import { Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Margin, More, Notice, Row, Section } from '#ui/sheet'
import { marked, PhoneLink, Swedish } from '#ui/words'
import { eventWords } from '../events/words.ts'
import { type EventKind, isDecision } from '../events/model.ts'
import type { View } from '../events/view.ts'
import { ContactMargin, footOf, type Framed, reachOf, Someone, unnamedIn } from '../matter/contact.tsx'
import { anchor, Remarks } from '../matter/entry.tsx'
import { words as matterWords } from '../matter/text.ts'
import { decisionPath, itemPath, matterPath, readPath } from '../paths.ts'
import { asideOf, type Held, type Hidden, type Remark } from '../shelf.ts'
import { felt, notesWays, type Way, wishesIn } from './model.ts'
import { words } from './text.ts'

type Base = {
  frame: Framed
  matter: string
  matterTitle: string
  view: View
  unit: Unit
  today: Day
  key: string
  errors?: readonly FieldError[]
}

const reachIn = ({ frame, view, unit }: Base) => reachOf(view.officer, unit, frame.language, unnamedIn(view))

/** The item of the page: under a cover of which nothing is read but its kind, or read already; and what its reader has asked for and waits for. */
export type About = ({ cover: Hidden } | { open: { id: string; kind: EventKind; day: Day } }) & { asked: readonly Remark[] }
type Props = Base & { about: About; sent: boolean; ord?: string | undefined }

/** The ways to read an item, and who there is to talk to now; no word of what it says (REL-03, CASE-08). */
export const ChoicePage = ({ about, sent, ord, ...base }: Props) => {
  const { frame, matter, matterTitle, unit, view, today } = base
  const { language } = frame
  const said = words(language)
  const reach = reachIn(base)
  const cover = 'cover' in about ? about.cover : undefined
  const kind = 'open' in about ? about.open.kind : cover?.under?.kind
  const day = 'open' in about ? about.open.day : dayOf(about.cover.at)
  return (
    <Page {...frame} {...footOf(reach, unit, frame)} title={said.title} simple>
      <PageHead
        back={{ href: `${matterPath(matter)}#${anchor('open' in about ? about.open.id : about.cover.id)}`, text: marked(matterTitle) }}
        title={'open' in about ? said.opened : said.heading}
      >
        <p>
          {kind && `${said.from(eventWords(language).label[kind], sayFullDay(day, language))} `}
          {said.lead['open' in about ? 'open' : (about.cover.under?.why ?? 'withheld')]}
        </p>
        {'open' in about && (
          <p>
            <a href={(isDecision(about.open) ? decisionPath : itemPath)(matter, about.open.id)}>{said.read}</a>
          </p>
        )}
      </PageHead>
      <Row margin={<Now {...base} />}>
        {(sent || about.asked.length > 0) && (
          <div class="stack">
            {sent && (
              <Notice tone="success" heading={said.asked}>
                <p>{said.askedText(view.officer?.name ?? '')}</p>
              </Notice>
            )}
            <Remarks remarks={about.asked} around={{ today, language }} />
            <Stands remarks={about.asked} language={language} />
          </div>
        )}
        {cover?.under?.why === 'sensitive' && cover.text && (
          <Said by={cover.by ? said.by(cover.by) : ''}>
            <p>
              <Swedish language={language}>{cover.text}</Swedish>
            </p>
          </Said>
        )}
        <Ways {...base} alone={aloneFor(about)} ord={ord} />
      </Row>
    </Page>
  )
}

/** Another way to read takes no wish back: that is said beside it, and how to take it back. */
export const Stands = ({ remarks, language }: { remarks: readonly Remark[]; language: Language }) =>
  wishesIn(remarks).length > 0 ? <p>{words(language).stands}</p> : null

/** What opens here can be opened now; what is to be read together first is opened by the unit. */
function aloneFor(about: About): Way[] {
  if ('open' in about) return ['senare', 'inte-har']
  return about.cover.under ? ['nu', 'senare', 'inte-har'] : []
}

type WaysProps = Base & { alone: readonly Way[]; ord?: string | undefined }

/** Equal ways. A few words about when go along with a wish, so they stand in a form with nothing but the wishes: no other button throws them away. */
const Ways = ({ frame: { language }, view, key, alone, ord, errors = [] }: WaysProps) => {
  const said = words(language)
  const first = view.officer?.name.split(' ')[0] ?? ''
  const choices = (ways: readonly Way[]) => (
    <Choices
      name="val"
      ways={ways.map((value) => ({
        value,
        ...(value === 'tillsammans' ? { ...said.together, heading: said.together.heading(first) } : said.ways[value]),
      }))}
    />
  )
  const free = <p>{said.free}</p>
  return (
    <>
      <Section id="med-oss" heading={said.withUs} after>
        <Form language={language} errors={errors}>
          <input type="hidden" name="nyckel" value={key} />
          <More summary={said.when} open={ord !== undefined && ord !== ''}>
            <TextArea
              language={language}
              id="ord"
              label={said.when}
              hint={said.whenHint}
              rows={3}
              maxlength={2000}
              value={ord}
              error={errorFor(errors, 'ord')}
            />
          </More>
          {choices(['tillsammans', 'samtal'])}
          {alone.length === 0 && free}
        </Form>
      </Section>
      {alone.length > 0 && (
        <Section id="sjalv" heading={said.alone}>
          <Form language={language}>
            {choices(alone)}
            {free}
          </Form>
        </Section>
      )}
    </>
  )
}

/** Who there is this evening, and the named human (promise 3). The municipality's own numbers, and the national ones that it does not name. */
const Now = (base: Base) => {
  const { language, municipality } = base.frame
  const said = words(language)
  const urgent = municipality?.urgent ?? []
  return (
    <Margin id="prata" heading={said.now}>
      <ul role="list" class="numbers">
        {urgent.map(({ label, phone }) => (
          <li>
            <b>{say(label, language)}</b> <PhoneLink number={phone} />
          </li>
        ))}
        {[
          { phone: '1177', label: said.care },
          { phone: '112', label: said.danger },
        ]
          .filter(({ phone }) => !urgent.some((one) => one.phone === phone))
          .map(({ phone, label }) => (
            <li>
              <b>{label}</b> <PhoneLink number={phone} />
              <span class="small">{said.around}</span>
            </li>
          ))}
      </ul>
      <h2 class="next">{matterWords(language).contact.heading}</h2>
      <Someone reach={reachIn(base)} language={language} />
    </Margin>
  )
}

/** How it was to read, if the reader wants to say; stands on the item's own page. */
export const Felt = ({
  language,
  matter,
  id,
  felt: value,
  saved,
}: {
  language: Language
  matter: string
  id: string
  felt: number | undefined
  saved: boolean
}) => {
  const said = words(language).felt
  return (
    <Section id="kandes-rubrik" heading={said.heading} after>
      {saved && <Notice tone="success" heading={said.saved} level={3} />}
      <Form action={`${readPath(matter, id)}/kandes`} language={language}>
        <Radios
          id="kandes"
          label={said.label}
          hint={said.hint}
          value={value === undefined ? undefined : String(value)}
          options={felt.map((n) => ({ value: n, text: said[`n${n}`] }))}
        />
        <Acts>
          <Button variant="secondary">{said.save}</Button>
        </Acts>
      </Form>
    </Section>
  )
}

type NotesProps = Base & { held: Held; saved: boolean }

/** How the notes of the matter are read, and what its reader has put aside (CASE-08). */
export const NotesPage = ({ held, saved, ...base }: NotesProps) => {
  const { frame, matter, matterTitle, unit, errors = [] } = base
  const { language } = frame
  const said = words(language).notes
  const reach = reachIn(base)
  const put = asideOf(held)
  return (
    <Page {...frame} {...footOf(reach, unit, frame)} title={said.title} simple>
      <PageHead back={{ href: matterPath(matter), text: marked(matterTitle) }} title={said.heading}>
        <p>{said.lead}</p>
      </PageHead>
      <Row margin={<ContactMargin reach={reach} heading={matterWords(language).contact.heading} language={language} />}>
        <div class="stack">
          {saved && <Notice tone="success" heading={said.saved} />}
          <Form language={language} errors={errors}>
            <Radios
              id="anteckningar"
              label={said.heading}
              value={held.matter.notes ?? 'now'}
              error={errorFor(errors, 'anteckningar')}
              options={notesWays.map((value) => ({ value, ...said.ways[value] }))}
            />
            <Acts>
              <Button>{said.save}</Button>
            </Acts>
          </Form>
        </div>
        <Section id="gomt" heading={said.aside} after>
          {put.length === 0 ? (
            <p>{said.none}</p>
          ) : (
            <Rows>
              {put.map((one) => (
                <Item href={readPath(matter, one.id)} title={asideTitle(one, put, language)}>
                  <p>
                    {one.under && words(language).lead[one.under.why]} {said.open}
                  </p>
                  <Waiting wishes={wishesIn(one.own)} language={language} />
                </Item>
              ))}
            </Rows>
          )}
        </Section>
      </Row>
    </Page>
  )
}

/** What its reader has asked for about what they have put aside. */
const Waiting = ({ wishes, language }: { wishes: readonly Remark[]; language: Language }) =>
  wishes.length > 0 ? (
    <p>
      {wishes.map(({ kind }) => `${matterWords(language).own[kind]}.`).join(' ')} {words(language).stands}
    </p>
  ) : null

/** Kind and day; and the clock, where another of that kind and day lies beside. A title is words of the item, and lies under its cover with them. */
function asideTitle(one: Hidden, all: readonly Hidden[], language: Language): Child {
  const [title, ...others] = [one, ...all.filter((other) => other !== one)].map(({ under, at }) => dayTitle(under?.kind, at, language))
  return others.includes(title!) ? dayTitle(one.under?.kind, one.at, language, sayTime(one.at, language)) : title
}

const dayTitle = (kind: EventKind | undefined, at: string, language: Language, ...more: string[]): string =>
  words(language).from(kind ? eventWords(language).label[kind] : '', sayFullDay(dayOf(at), language), ...more)
