import type { Day } from '#kernel/values/day'
import type { FieldError } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Notice } from '#ui/sheet'
import { Absences } from '../admin/staff/parts.tsx'
import type { Absence, Choice } from '../admin/staff/model.ts'
import type { Frame } from '../frame.ts'
import { words } from './text.ts'

export const absencePath = '/personal/franvaro'

type Props = {
  frame: Frame
  today: Day
  absences: readonly Absence[]
  colleagues: readonly Choice[]
  deputy: string | undefined
  form: string
  typed?: Record<string, string>
  errors?: readonly FieldError[]
  done?: 'saved' | 'removed' | undefined
}

/** When somebody at work is away, entered by themself. */
export const AbsencePage = ({ frame, today, absences, colleagues, deputy, form, typed = {}, errors = [], done }: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: '/personal', text: said.back }} title={said.heading}>
        <p>{said.lead}</p>
        <p>{deputy ? said.deputy(deputy) : said.noDeputy}</p>
      </PageHead>
      {done && <Notice tone="success" heading={said[done]} />}
      <Absences
        root={absencePath}
        today={today}
        absences={absences}
        colleagues={colleagues}
        form={form}
        typed={typed}
        errors={errors}
        language={language}
        open
      />
    </Page>
  )
}
