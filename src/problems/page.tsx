import { type Frame, type Municipality, say } from '#modules/directory'
import { Paragraphs } from '#modules/matters'
import { ButtonLink } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Folder, Row } from '#ui/sheet'
import { PhoneLink } from '#ui/words'
import { words } from './text.ts'

export type Problem = 'missing' | 'forbidden' | 'weak' | 'large' | 'foreign' | 'signedOut' | 'somebodyElse' | 'tooMany' | 'broken'
type Props = {
  frame: Frame & { municipality: Municipality | undefined }
  problem: Problem
  reference?: string | undefined
  after?: number | undefined
  /** What they had written, to be given back. */
  written?: readonly string[]
  /** Where to sign in again. */
  door?: string | undefined
  /** The page with the form that was sent. */
  back?: string | undefined
}

/** What went wrong, that it is not the reader's fault, what to do now, and a number to call. */
export const ProblemPage = ({ frame, problem, reference, after, written = [], door = frame.user?.again, back }: Props) => {
  const { language, municipality } = frame
  const said = words(language)
  const { title, lead, act } = said[problem]
  return (
    <Page {...frame} title={title}>
      <PageHead title={title}>
        <p class="lead">{lead}</p>
      </PageHead>
      <Row
        margin={
          municipality && (
            <aside aria-labelledby="ring">
              <h2 id="ring">{said.call(municipality.name)}</h2>
              <p>
                <b>
                  <PhoneLink number={municipality.phone} />
                </b>
              </p>
              {say(municipality.phoneHours, language) && (
                <p class="small">
                  {said.hours} {say(municipality.phoneHours, language)}
                </p>
              )}
            </aside>
          )
        }
      >
        <div class="section">
          <p>{typeof act === 'string' ? act : act(after ?? 60)}</p>
          {written.length > 0 && (
            <Folder id="skrivet" tab={said.written} voice="you">
              {written.map((text) => (
                <Paragraphs text={text} />
              ))}
              <p class="small">{said.keepIt}</p>
            </Folder>
          )}
          {reference && <p class="small soft">{said.reference(reference)}</p>}
          <p class="acts">
            {back && (
              <>
                <ButtonLink href={back}>{said.back}</ButtonLink>{' '}
              </>
            )}
            {problem === 'weak' || problem === 'signedOut' ? (
              <ButtonLink href={door ?? '/logga-in'}>{said[problem].signIn}</ButtonLink>
            ) : (
              <a href={frame.place.home}>{said.start}</a>
            )}
          </p>
        </div>
      </Row>
    </Page>
  )
}
