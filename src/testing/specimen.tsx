import type { Child } from 'hono/jsx'
import type { Language } from '#kernel/text'
import { day } from '#kernel/values/day'
import { Acts, Button, ButtonLink, Checkbox, Checks, Field, Form, Radios, Search, Select, TextArea } from '#ui/form'
import { Icon } from '#ui/icon'
import { QueueKeys } from '#ui/keys'
import { Facts, Filter, Item, Pager, Rows, Sum, Table, Tag } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Faces, Person } from '#ui/person'
import { Empty, Folder, Margin, More, Notice, Result, Row, Section, Split } from '#ui/sheet'
import { Steps } from '#ui/steps'
import { Entry, Legend, Note, Own, Phase, Timeline, Year } from '#ui/timeline'
import { Moment, PhoneLink, Swedish, When } from '#ui/words'

const today = day('2026-11-21')
const language: Language = 'sv'
const greta = {
  language,
  name: 'Greta Lind',
  role: 'din kontakt',
  photo: '/assets/amina.svg',
  phone: '0980-319210',
  hours: 'måndag–torsdag 8.30–9.30',
  deputy: 'Olle Berg',
  links: [{ href: '/skriv', text: 'Skriv till Greta' }],
}

/** Every part once, as small as it can be and still be itself. */
export const parts: Record<string, () => Child> = {
  PageHead: () => (
    <PageHead back={{ href: '/alla', text: 'Alla sidor' }} title="En rubrik">
      <p class="soft">En rad om den.</p>
    </PageHead>
  ),
  Folder: () => (
    <Folder id="nu" tab="Nu: din tur" voice="you" tinted heading="Svara på en fråga">
      <p>
        Vi behöver ditt svar senast <When day={day('2026-11-27')} today={today} language="sv" far />.
      </p>
      <Acts>
        <ButtonLink href="/svara">Svara</ButtonLink> <a href="/ring">Jag ringer hellre</a>
      </Acts>
    </Folder>
  ),
  'Folder whose tab is its heading': () => (
    <Folder id="sedan" tab="Vi har svarat" voice="we">
      <Result
        answers={[
          { yes: true, word: 'Ja', about: 'Två gånger i veckan' },
          { yes: false, word: 'Nej', about: 'Tre månader' },
        ]}
      />
    </Folder>
  ),
  'Folder about a time': () => (
    <Folder
      id="mote"
      tab="Nästa möte"
      voice="both"
      look="when"
      heading={<Moment at="2026-12-03T08:30:00Z" today={today} language="sv" capital />}
    >
      <Split>
        <Facts facts={[{ term: 'Plats', is: 'Storgatan 14' }]} />
        <Faces people={[greta]} />
      </Split>
    </Folder>
  ),
  'Folder that is nobodys turn': () => (
    <Folder id="slut" tab="Avslutat" voice="plain" heading="Ingens tur" look="h3">
      <p>Du kan fortfarande läsa allt.</p>
    </Folder>
  ),
  Row: () => (
    <Row
      rule
      margin={
        <Margin id="kontakt" heading="Din kontakt" people>
          <Person {...greta} />
        </Margin>
      }
    >
      <p>Texten står här.</p>
    </Row>
  ),
  Section: () => (
    <Section id="del" heading="En del" after>
      <More summary="Visa mer">
        <p>Mer.</p>
      </More>
    </Section>
  ),
  'Person without a picture': () => <Person language="en" name="Olle Berg" role="your contact" phone="112" level={3} />,
  Steps: () => (
    <Steps
      language="sv"
      steps={[
        { name: 'Först', state: 'done', about: 'Klart i oktober' },
        { name: 'Nu', state: 'now', about: 'Sedan februari' },
        { name: 'Sist', state: 'coming', about: 'När det räcker' },
      ]}
    />
  ),
  Timeline: () => (
    <Section id="hant" heading="Det här har hänt">
      <Legend
        marks={[
          { voice: 'we', text: 'Från oss' },
          { voice: 'you', text: 'Från dig' },
          { voice: 'both', text: 'Tillsammans' },
        ]}
      />
      <Phase name="Det pågår" span="Februari 2025 till nu">
        <Year year={2026} id="ar-2026" />
        <Timeline>
          <Entry
            voice="both"
            state="coming"
            date="3 december"
            datetime="2026-12-03"
            kind="Möte som kommer"
            title="Uppföljning"
            href="/mote"
          >
            <p>Torsdag kl. 9.30.</p>
          </Entry>
          <Entry voice="we" state="quiet" date="April–augusti">
            <p>Det fortsatte.</p>
          </Entry>
          <Entry voice="we" state="decision" date="10 november" datetime="2026-11-10" kind="Besked" title="Ja till mer" href="/besked" />
          <Entry
            voice="we"
            date="12 oktober"
            datetime="2026-10-12"
            kind="Anteckning"
            title="Samtal"
            own={
              <>
                <Own heading="Din kommentar" when="14 oktober">
                  <p>Det stämmer.</p>
                </Own>
                <Own heading="Greta svarade" when="18 oktober">
                  <p>Tack.</p>
                </Own>
              </>
            }
          >
            <Note by="Greta Lind" language="sv">
              <p>Vi pratade om hösten.</p>
            </Note>
          </Entry>
          <Entry voice="you" date="28 september" datetime="2026-09-28" kind="Från dig" title="Du skrev" />
          <Entry voice="we" state="withheld" date="9 mars" datetime="2026-03-09" kind="Visas inte">
            <p class="with-icon">
              <Icon name="hidden" /> <span>Det finns något här som vi inte visar.</span>
            </p>
          </Entry>
        </Timeline>
      </Phase>
    </Section>
  ),
  Facts: () => (
    <Facts
      across
      facts={[
        { term: 'Till', is: 'En person' },
        { term: 'Från', is: 'En annan' },
      ]}
    />
  ),
  'Facts in brief': () => (
    <Facts
      brief
      facts={[
        { term: 'Nu', is: 'Vi räknar' },
        { term: 'Din kontakt', is: 'Greta Lind, din kontakt, 0980-31 92 10' },
      ]}
    />
  ),
  Rows: () => (
    <Rows>
      <Item href="/a" title="Ett ärende">
        <p>Du får svar senast den 30 november.</p>
      </Item>
      <Item title="Ett annat" />
    </Rows>
  ),
  Filter: () => (
    <Filter
      label="Visa"
      links={[
        { href: '?visa=allt', text: 'Allt', current: true },
        { href: '?visa=nytt', text: 'Nytt' },
      ]}
    />
  ),
  Sum: () => (
    <Sum
      parts={[
        { n: 41, text: 'visas här' },
        { n: 3, text: 'visas inte' },
        { n: 2, text: 'är inte överförda än' },
      ]}
      total={{ n: 46, text: 'finns i vårt ärendesystem' }}
    />
  ),
  Notice: () =>
    (['success', 'info', 'warning', 'danger'] as const).map((tone) => (
      <Notice tone={tone} heading="Ditt svar är sparat">
        <p>Vi ser det på måndag.</p>
      </Notice>
    )),
  Tag: () => (
    <p class="tags">
      {(['we', 'you', 'success', 'neutral', 'danger'] as const).map((color) => (
        <Tag color={color}>Pågår</Tag>
      ))}
    </p>
  ),
  Table: () => (
    <Table
      id="tabell"
      caption="Kontrast"
      head={['Par', 'Ljust', 'Hur det är mätt']}
      rows={[
        ['Text på grund', '14,4', 'Kontrastförhållande enligt WCAG 2.2'],
        [<a href="/lank">Länk på grund</a>, '8,3', 'Kontrastförhållande enligt WCAG 2.2'],
      ]}
    />
  ),
  Pager: () => <Pager before="?sida=1" next="?sida=3" language="sv" />,
  Empty: () => (
    <Empty heading="Inga tider just nu">
      <p>När du har en tid står den här.</p>
    </Empty>
  ),
  Form: () => (
    <Form
      language="sv"
      action="/spara"
      errors={[
        { field: 'tel', message: 'Skriv ditt telefonnummer' },
        { field: 'besked', message: 'Välj hur du vill få svar' },
      ]}
    >
      <Field id="namn" label="Vad vill du att vi kallar dig?" autocomplete="nickname" value={'Anna "Nan" <b>'} />
      <Field id="tel" label="Telefonnummer" hint="Också ett du har lånat." type="tel" inputmode="tel" error="Skriv ditt telefonnummer" />
      <TextArea language="sv" id="text" label="Vad vill du berätta?" value={'\nEn rad'} />
      <Select
        id="skal"
        label="Skäl"
        options={[
          { value: 'a', text: 'Ett' },
          { value: 'b', text: 'Två' },
        ]}
        value="b"
      />
      <Radios
        id="besked"
        label="Hur vill du få svar?"
        error="Välj hur du vill få svar"
        options={[
          { value: 'brev', text: 'Brev på papper', hint: 'Kommer inom en vecka' },
          { value: 'har', text: 'Här på sidan' },
        ]}
      />
      <Checks
        id="tider"
        label="När passar det?"
        hint="Välj så många du vill."
        values={['em']}
        options={[
          { value: 'fm', text: 'Förmiddag' },
          { value: 'em', text: 'Eftermiddag' },
        ]}
      />
      <Checkbox id="med" label="Ja, Greta får vara med" checked hint="Du kan ändra dig." />
      <Acts>
        <Button>Skicka</Button> <Button variant="secondary">Byt tid</Button> <Button variant="tertiary">Avboka</Button>{' '}
        <Button danger name="val" value="bort">
          Ta bort
        </Button>
      </Acts>
    </Form>
  ),
  Search: () => (
    <Search id="sok" label="Sök i dina ärenden" hint="Ett ord räcker." action="/sok" button="Sök" error="Skriv minst två tecken" />
  ),
  'Icons and words': () => (
    <p>
      <Icon name="print" /> <Icon name="calendar" /> <Icon name="together" /> <PhoneLink number="0980-319200" />{' '}
      <PhoneLink number="växeln" /> <Swedish language="en">Socialnämnden</Swedish>
    </p>
  ),
}

/** These stand in the page by themselves; the others in the wide column. */
const framed = new Set(['PageHead', 'Row', 'Timeline'])

const place = { name: 'Delaby kommun', subtitle: 'Socialtjänsten', home: '/' }

export const teal = {
  light: {
    'base-default': '#0f5560',
    'base-hover': '#2c6a73',
    'base-active': '#407880',
    'surface-tinted': '#e1eaeb',
    'surface-hover': '#cedddf',
    'border-default': '#4d8189',
    'border-strong': '#1a5d67',
    'text-subtle': '#0e4f59',
    'text-default': '#072a2f',
  },
  dark: { 'base-default': '#7fc4cd', 'text-subtle': '#a5dbe2', evil: '</style>', 'border-default': 'red;}' },
}

type Shown = { language?: Language; nonce?: string; secondsLeft?: number; last?: boolean; themed?: boolean }

/** A signed-in resident's page with every part on it. */
export const ResidentPage = ({ language = 'sv', nonce = 'n', secondsLeft = 1200, last = false, themed }: Shown) => (
  <Page
    language={language}
    title="Delar"
    nonce={nonce}
    place={themed ? { ...place, theme: teal } : place}
    nav={{
      label: 'Mina sidor',
      links: [
        { href: '/mina-sidor', text: 'Start', current: true },
        { href: '/mina-sidor/arenden', text: 'Ärenden' },
      ],
      more: [{ href: '/mina-sidor/installningar', text: 'Inställningar' }],
    }}
    user={{ name: 'Anna Ek', again: '/logga-in', secondsLeft, last, endsAt: new Date('2026-11-21T13:20:00Z') }}
    contact={{ name: greta.name, phone: greta.phone, hours: greta.hours }}
    about={
      <>
        Växel <PhoneLink number="0980-319200" />, vardagar 8–16.30.
      </>
    }
    links={[{ href: '/tillganglighet', text: 'Tillgänglighet' }]}
    printed="Delaby kommun. Utskrivet lördag 21 november 2026 av Anna Ek."
    simple
  >
    {Object.entries(parts).map(([name, part]) => (framed.has(name) ? part() : <Row>{part()}</Row>))}
  </Page>
)

/** A staff page with a queue and its keys. */
export const StaffPage = ({ language = 'sv', nonce = 'n' }: Shown) => (
  <Page
    language={language}
    title="Granska"
    nonce={nonce}
    place={{ name: 'Delakt för personal', subtitle: 'Vuxenenheten, Delaby kommun', home: '/personal' }}
    nav={{ label: 'Personal', links: [{ href: '/personal', text: 'Min kö', current: true }] }}
    user={{ name: 'Greta Lind', again: '/personal/logga-in', secondsLeft: 3600, endsAt: new Date('2026-11-21T13:20:00Z') }}
    staff
  >
    <div class="desk-head">
      <h1>Granska</h1>
      <p>Två väntar.</p>
    </div>
    <div class="desk-cols">
      <nav aria-label="Det som väntar">
        <ol role="list" class="queue">
          {[1, 2, 3].map((n) => (
            <li>
              <a href={`#rad-${n}`} aria-current={n === 2 ? 'true' : undefined}>
                <b>Person {n}</b>
                <span>Anteckning</span>
                <span class="tags">
                  <Tag color="you">Väntat 3 dagar</Tag>
                </span>
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <div>
        <form method="post" action="/beslut" class="decide" aria-label="Beslut">
          <Acts>
            <Button variant="secondary" name="beslut" value="visa" press="V">
              Visa
            </Button>
          </Acts>
          <Field id="ord" label="Ord" />
        </form>
        <QueueKeys language="sv" keys={[{ key: 'V', does: 'visa' }]} />
        {parts['Table']?.()}
      </div>
    </div>
  </Page>
)
