import type { Day } from '#kernel/values/day'
import { sayDay } from '#kernel/values/when'
import type { Unit } from '#modules/directory'
import { ButtonLink } from '#ui/form'
import { Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Row, Section } from '#ui/sheet'
import { marked, Swedish } from '#ui/words'
import { appealText } from '../../events/text.ts'
import type { View } from '../../events/view.ts'
import { ContactMargin, footOf, type Framed, reachOf, unnamedIn } from '../../matter/contact.tsx'
import { words as matterWords } from '../../matter/text.ts'
import { askPath, decisionPath, dutyPath, matterPath } from '../../paths.ts'
import type { Held } from '../../shelf.ts'
import { lawLines } from '../law.ts'
import { lawsOf, mayAskFrom } from '../model.ts'
import { Law, OtherWays } from '../other.tsx'
import { DutyRows } from '../rows.tsx'
import { words } from './text.ts'

type Props = { frame: Framed; held: Held; view: View; unit: Unit; title: string; application: Day | undefined; today: Day }

/** What the law lets its person do in the matter, from which day and how, and how it goes with what they have done. */
export const RightsPage = (props: Props) => {
  const { frame, held, view, unit, title, today } = props
  const { language } = frame
  const { matter, duties } = held
  const said = words(language)
  const reach = reachOf(view.officer, unit, language, unnamedIn(view))
  const asked = duties.find(({ kind, outcome }) => kind === 'file' && outcome === null)
  return (
    <Page {...frame} {...footOf(reach, unit, frame)} title={said.title} simple>
      <PageHead back={{ href: matterPath(matter.id), text: marked(title) }} title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      <Row margin={<ContactMargin reach={reach} heading={matterWords(language).contact.heading} language={language} />}>
        <Section id="nu" heading={said.now}>
          {duties.length === 0 && <p>{said.nothing}</p>}
          <DutyRows of={duties} matter={matter.id} today={today} language={language} />
        </Section>
      </Row>
      <Row margin={<OtherWays reach={reach} unit={unit} language={language} />}>
        <Section id="akten" heading={said.file.heading}>
          <div class="stack">
            <p>{said.file.text}</p>
            {matter.capacity ? (
              <p>{said.paper}</p>
            ) : asked ? (
              <p>
                {said.decide.asked} <a href={dutyPath(matter.id, asked.id)}>{said.decide.see}</a>
              </p>
            ) : (
              <p class="acts screen-only">
                <ButtonLink variant="secondary" href={askPath(matter.id, 'file')}>
                  {said.file.act}
                </ButtonLink>
              </p>
            )}
            <Law lines={lawLines(lawsOf.file, today, language)} language={language} />
          </div>
        </Section>
        <Decide {...props} />
        <Appeals {...props} />
        <Section id="svara" heading={said.answer.heading}>
          <div class="stack">
            <p>{said.answer.text}</p>
            <Law lines={lawLines(lawsOf.communication, today, language)} language={language} />
          </div>
        </Section>
      </Row>
    </Page>
  )
}

const Decide = ({ frame: { language }, held: { matter, duties }, application, today }: Props) => {
  const said = words(language).decide
  const asked = application && duties.find(({ kind, detail }) => kind === 'decide' && detail.application === application)
  const from = application && mayAskFrom(application)
  const applied = application ? sayDay(application, today, language) : ''
  return (
    <Section id="avgora" heading={said.heading}>
      <div class="stack">
        <p>{said.what}</p>
        {!from && <p>{matter.capacity ? words(language).paper : said.none}</p>}
        {asked && (
          <p>
            {said.asked} <a href={dutyPath(matter.id, asked.id)}>{said.see}</a>
          </p>
        )}
        {from && !asked && <p>{from <= today ? said.may(applied) : said.early(applied, sayDay(from, today, language))}</p>}
        {from && !asked && from <= today && (
          <p class="acts screen-only">
            <ButtonLink variant="secondary" href={askPath(matter.id, 'decide')}>
              {said.act}
            </ButtonLink>
          </p>
        )}
        <Law lines={lawLines(lawsOf.decide, today, language)} language={language} />
      </div>
    </Section>
  )
}

const Appeals = ({ frame: { language }, held: { matter }, view: { decisions }, today }: Props) => {
  const said = words(language).appeal
  return (
    <Section id="overklaga" heading={said.heading}>
      <p>{decisions.length > 0 ? said.text : said.none}</p>
      {decisions.length > 0 && (
        <Rows>
          {decisions.map(({ id, title, appeal }) => (
            <Item href={`${decisionPath(matter.id, id)}#overklaga`} title={<Swedish language={language}>{title}</Swedish>}>
              <p class="small">{appealText(appeal, today, language)}</p>
            </Item>
          ))}
        </Rows>
      )}
      <Law lines={lawLines(lawsOf.appeal, today, language)} language={language} />
    </Section>
  )
}
