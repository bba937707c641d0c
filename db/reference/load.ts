import { connected } from '../../scripts/stop.ts'
import { readReference } from '../../src/modules/matters/templates/read.ts'

/**
 * Puts the process templates (CASE-02) and legal references (LAW-06) of `db/reference` in the directory, replaced whole, in production too.
 * Again changes nothing. Throws when a file is wrong, before anything is touched. A reference carries its statute's name with it.
 */
export async function loadReference(ownerUrl: string): Promise<void> {
  const { law, templates } = readReference()
  const templateRows = Object.values(templates).map((definition) => ({ key: definition.key, field: definition.field, definition }))
  const lawRows = law.references.map((row) => ({ key: row.key, definition: { ...row, statuteName: law.statutes[row.statute] } }))
  await connected(ownerUrl, (sql) =>
    sql.begin(async (tx) => {
      // Several copies may start at once.
      await tx`select pg_advisory_xact_lock(3528042)`
      await tx`
        insert into directory.process_templates as t (key, field, definition)
        select * from jsonb_to_recordset(${JSON.stringify(templateRows)}::text::jsonb) as r(key text, field text, definition jsonb)
        on conflict (key) do update set field = excluded.field, definition = excluded.definition
        where (t.field, t.definition) is distinct from (excluded.field, excluded.definition)`
      await tx`delete from directory.process_templates where not key = any (${templateRows.map(({ key }) => key)})`
      await tx`
        insert into directory.legal_references as t (key, definition)
        select * from jsonb_to_recordset(${JSON.stringify(lawRows)}::text::jsonb) as r(key text, definition jsonb)
        on conflict (key) do update set definition = excluded.definition where t.definition is distinct from excluded.definition`
      await tx`delete from directory.legal_references where not key = any (${lawRows.map(({ key }) => key)})`
    }),
  )
}
