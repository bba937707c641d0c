import { type Frame, say } from '#modules/directory'
import { Button, Form } from '#ui/form'
import { Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty } from '#ui/sheet'
import type { Desk } from './model.ts'
import { words } from './text.ts'

/** Which hat somebody at work wears in this session. */
export const DeskPage = ({ frame, desks, till }: { frame: Frame; desks: readonly Desk[]; till: string | undefined }) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.title}>{desks.length > 0 && <p class="lead">{said.lead}</p>}</PageHead>
      {desks.length === 0 ? (
        <Empty heading={said.none} level={2}>
          <p>{said.noneMore}</p>
        </Empty>
      ) : (
        <Rows>
          {desks.map(({ id, unit, committee, role, here }) => (
            <li>
              <p class="title">
                {said.roles[role]}, {say(unit, language)}
              </p>
              <p>{say(committee, language)}</p>
              {here ? (
                <p>
                  <b>{said.here}</b>
                </p>
              ) : (
                <Form action="/personal/uppdrag" language={language}>
                  <input type="hidden" name="uppdrag" value={id} />
                  {till && <input type="hidden" name="till" value={till} />}
                  <p class="acts">
                    <Button variant="secondary">{said.choose(`${said.roles[role]}, ${say(unit, language)}`)}</Button>
                  </p>
                </Form>
              )}
            </li>
          ))}
        </Rows>
      )}
    </Page>
  )
}
