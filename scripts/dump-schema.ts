import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readConfig } from '../src/kernel/config.ts'
import { command, connected, Stop } from './stop.ts'

const file = resolve(import.meta.dirname, '..', 'db', 'schema.sql')
const heading =
  '-- Written from the catalogue by scripts/dump-schema.ts; never edit by hand. It is for reading: migrations make the database.\n'

// Everything outside PostgreSQL itself, the job queue's own schema and what an extension brought with it.
const ours = `nspname !~ '^pg_' and nspname not in ('information_schema', 'pgboss')`
const notFromExtension = (catalog: string, oid: string) =>
  `not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'e')`

// Grants as statements. Who owns a thing may do everything with it, so the owner's own are left out, and so is the grantor.
const grants = (acl: string, owner: string, kind: string, name: string) => `
  select format('grant %s on ${kind} %s to %s;', string_agg(lower(a.privilege_type), ', ' order by a.privilege_type collate "C"), ${name},
           case a.grantee when 0 then 'public' else a.grantee::regrole::text end) as line
  from aclexplode(${acl}) a where a.grantee <> ${owner} group by a.grantee`

// One query a section. Each answers `line`, in an order that the names alone decide.
const sections: Record<string, string> = {
  Extensions: `select format('create extension %I with schema %I;', extname, nspname) as line
    from pg_extension e join pg_namespace n on n.oid = extnamespace where extname <> 'plpgsql' order by extname`,

  Roles: `select format('create role %I%s%s%s;', rolname, case when rolcanlogin then ' login' else ' nologin' end,
      case when rolinherit then '' else ' noinherit' end, case when rolbypassrls then ' bypassrls' else '' end) as line
    from pg_roles where rolname like 'delakt\\_%' order by rolname`,

  Memberships: `select distinct format('grant %I to %I;', r.rolname, m.rolname) collate "C" as line
    from pg_auth_members a join pg_roles r on r.oid = a.roleid join pg_roles m on m.oid = a.member
    where r.rolname like 'delakt\\_%' and m.rolname like 'delakt\\_%' order by 1`,

  Schemas: `select line from (
      select nspname, 0 as nr, format('create schema %I;', nspname) as line from pg_namespace where ${ours}
      union all
      select nspname, 1, g.line from pg_namespace n, lateral (${grants('n.nspacl', 'n.nspowner', 'schema', 'quote_ident(n.nspname)')}) g where ${ours}
    ) s order by nspname, nr, line collate "C"`,

  'Default privileges': `select format('alter default privileges%s: %s for %s', ' in schema ' || nspname,
      case defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions' when 'T' then 'types' else 'schemas' end,
      (select string_agg(format('%s %s', case a.grantee when 0 then 'public' when defaclrole then 'owner' else a.grantee::regrole::text end, lower(a.privilege_type)),
        ', ' order by a.grantee = defaclrole, a.grantee::regrole::text collate "C", a.privilege_type collate "C") from aclexplode(defaclacl) a)) collate "C" as line
    from pg_default_acl left join pg_namespace n on n.oid = defaclnamespace order by 1`,

  Types: `select format('create %s %s;', case t.typtype when 'd' then 'domain' when 'e' then 'enum' else 'type' end, concat_ws(' ', t.oid::regtype,
      case t.typtype when 'd' then 'as ' || format_type(t.typbasetype, t.typtypmod) when 'e' then
        (select '(' || string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) || ')' from pg_enum where enumtypid = t.oid) end,
      case t.typtype when 'c' then (select 'as (' || string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' order by a.attnum) || ')'
        from pg_attribute a where a.attrelid = t.typrelid and not a.attisdropped) end,
      (select string_agg(pg_get_constraintdef(c.oid), ' ' order by c.conname) from pg_constraint c where c.contypid = t.oid and c.contype = 'c'))) as line
    from pg_type t join pg_namespace n on n.oid = t.typnamespace
    where ${ours} and (t.typtype in ('d', 'e') or exists (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
      and ${notFromExtension('pg_type', 't.oid')} order by t.oid::regtype::text collate "C"`,

  Sequences: `select format('create sequence %s as %s;', c.oid::regclass, format_type(s.seqtypid, null)) as line
    from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'i') order by c.oid::regclass::text collate "C"`,

  'Tables and views': `select case when c.relkind in ('v', 'm')
      then format(E'\\ncreate %s %s%s as\\n%s', case c.relkind when 'v' then 'view' else 'materialized view' end, c.oid::regclass,
        coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', ''), pg_get_viewdef(c.oid))
      else format(E'\\ncreate %stable %s%s (\\n%s\\n)%s;', case c.relpersistence when 'u' then 'unlogged ' else '' end, c.oid::regclass,
        case when c.relispartition then ' partition of ' || (select inhparent::regclass from pg_inherits where inhrelid = c.oid) else '' end,
        concat_ws(E',\\n',
          (select string_agg(format('  %I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
              case when a.attcollation <> 0 and a.attcollation <> t.typcollation then ' collate ' || (select quote_ident(collname) from pg_collation where oid = a.attcollation) else '' end,
              case when a.attidentity <> '' then ' generated ' || case a.attidentity when 'a' then 'always' else 'by default' end || ' as identity'
                when a.attgenerated <> '' then format(' generated always as (%s) %s', pg_get_expr(d.adbin, d.adrelid), case a.attgenerated when 's' then 'stored' else 'virtual' end)
                when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end,
              case when a.attnotnull then ' not null' else '' end), E',\\n' order by a.attnum)
            from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
          (select string_agg(format('  constraint %I %s', k.conname, pg_get_constraintdef(k.oid)), E',\\n' order by k.contype desc, k.conname)
            from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n')),
        concat(case when c.relispartition then ' ' || pg_get_expr(c.relpartbound, c.oid) end,
          case c.relkind when 'p' then ' partition by ' || pg_get_partkeydef(c.oid) end,
          ' with (' || array_to_string(c.reloptions, ', ') || ')'))
      end as line
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and c.relkind in ('r', 'p', 'v', 'm') and ${notFromExtension('pg_class', 'c.oid')} order by c.oid::regclass::text collate "C"`,

  Indexes: `select pg_get_indexdef(i.indexrelid) || ';' as line
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')) order by pg_get_indexdef(i.indexrelid) collate "C"`,

  'Row security': `select line from (
      select c.oid::regclass::text as name, 0 as nr,
        format('alter table %s %s row level security%s;', c.oid::regclass, case when c.relrowsecurity then 'enable' else 'disable' end,
          case when c.relforcerowsecurity then ', force row level security' else '' end) as line
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ours} and c.relkind in ('r', 'p')
      union all
      select p.polrelid::regclass::text, 1, format('create policy %I on %s as %s for %s to %s%s%s;', p.polname, p.polrelid::regclass,
        case when p.polpermissive then 'permissive' else 'restrictive' end,
        case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
        (select string_agg(case r when 0 then 'public' else r::regrole::text end, ', ' order by case r when 0 then 'public' else r::regrole::text end collate "C") from unnest(p.polroles) r),
        ' using (' || pg_get_expr(p.polqual, p.polrelid) || ')', ' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')
      from pg_policy p
    ) s order by name collate "C", nr, line collate "C"`,

  Grants: `select line from (
      select c.oid::regclass::text as name, g.line from pg_class c join pg_namespace n on n.oid = c.relnamespace,
        lateral (${grants('c.relacl', 'c.relowner', "' || case c.relkind when 'S' then 'sequence' else 'table' end || '", 'c.oid::regclass')}) g
      where ${ours} and c.relkind in ('r', 'p', 'v', 'm', 'S') and ${notFromExtension('pg_class', 'c.oid')}
      union all
      select c.oid::regclass::text, format('grant %s (%s) on table %s to %s;', lower(g.privilege_type),
        string_agg(quote_ident(a.attname), ', ' order by a.attnum), c.oid::regclass, case g.grantee when 0 then 'public' else g.grantee::regrole::text end)
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace, lateral aclexplode(a.attacl) g
      where ${ours} and a.attnum > 0 and not a.attisdropped group by c.oid, g.privilege_type, g.grantee
    ) s order by name collate "C", line collate "C"`,

  Functions: `select line from (
      select f.oid::regprocedure::text as name, 0 as nr, E'\\n' || rtrim(pg_get_functiondef(f.oid), E'\\n') || ';' as line
      from pg_proc f join pg_namespace n on n.oid = f.pronamespace where ${ours} and f.prokind <> 'a' and ${notFromExtension('pg_proc', 'f.oid')}
      union all
      select f.oid::regprocedure::text, 1, g.line from pg_proc f join pg_namespace n on n.oid = f.pronamespace,
        lateral (${grants("coalesce(f.proacl, acldefault('f', f.proowner))", 'f.proowner', 'function', 'f.oid::regprocedure')}) g
      where ${ours} and ${notFromExtension('pg_proc', 'f.oid')}
    ) s order by name collate "C", nr, line collate "C"`,

  Triggers: `select pg_get_triggerdef(t.oid) || ';' as line
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and not t.tgisinternal and t.tgparentid = 0 order by c.oid::regclass::text collate "C", t.tgname`,
}

/** The schema of the database as text: same migrations, same text. Roles without passwords; nothing that numbers objects. */
export const describeSchema = (ownerUrl: string): Promise<string> =>
  connected(ownerUrl, (sql) =>
    sql.begin(async (tx) => {
      // An empty path makes every name stand with its schema; C order does not depend on where the database was made.
      await tx`select set_config('search_path', '', true)`
      let text = heading
      for (const [title, query] of Object.entries(sections)) {
        const rows = await tx.unsafe<{ line: string }[]>(query)
        if (rows.length > 0) text += `\n-- ${title}\n${rows.map((row) => row.line).join('\n')}\n`
      }
      return text.replaceAll(/[ \t]+$/gm, '')
    }),
  )

/** Writes `db/schema.sql`, or with `check` compares it and throws a Stop that names the first difference. */
export async function dumpSchema(ownerUrl: string, check: boolean): Promise<void> {
  const now = await describeSchema(ownerUrl)
  if (!check) return writeFileSync(file, now)
  const kept = existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : ''
  if (kept === now) return
  const [had, has] = [kept.split('\n'), now.split('\n')]
  const at = has.findIndex((line, index) => line !== had[index])
  const nr = at === -1 ? has.length : at
  throw new Stop(
    `db/schema.sql is not what the migrations make (line ${nr + 1} has "${had[nr] ?? ''}" and should have "${has[nr] ?? ''}"): run npm run generate.`,
  )
}

if (import.meta.main) await command(async () => dumpSchema(readConfig(process.env).databaseUrl, process.argv.includes('--check')))
