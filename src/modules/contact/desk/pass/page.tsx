import type { Frame } from '#modules/directory'
import { Acts, ButtonLink } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Notice } from '#ui/sheet'
import { root } from '../model.ts'
import type { Pass, Went } from '../thread/model.ts'
import { passPath } from '../thread/page.tsx'
import { words as threadWords } from '../thread/text.ts'
import { words } from './text.ts'

type Props = { frame: Frame; pass: Pass; stopped: boolean; left: boolean; unassigned: boolean; went: Went | undefined }

/** How a session ended: how many were answered, and what is left. */
export const OverPage = ({ frame, pass, stopped, left, unassigned, went }: Props) => {
  const said = words(frame.language)
  const { pass: thread } = threadWords(frame.language)
  const { answered, skipped, all } = pass
  const again = { at: '', answered: 0, skipped: 0 }
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: said.back }} title={stopped || left ? said.stopped : said.over}>
        <p>{[said.answered(answered), said.skipped(skipped)].filter(Boolean).join(' ')}</p>
        <p>{left ? said.left : said.none}</p>
      </PageHead>
      {went && <Notice tone="success" heading={went.ready ? thread.ready(went.person) : thread.sent(went.person)} />}
      <Acts>
        {left && <ButtonLink href={passPath({ ...again, all })}>{said.again}</ButtonLink>}
        {unassigned && !all && <a href={passPath({ ...again, all: true })}>{said.all}</a>}
      </Acts>
    </Page>
  )
}
