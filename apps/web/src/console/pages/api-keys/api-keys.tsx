import { Button } from "antd";
import { useState } from "react";
import type { ApiKey } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { apiKeys } from "../../../i18n/texts/api-keys.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Expander } from "../../../ui/expander.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { type Mark, StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";
import { ShownOnce } from "../shown-once.tsx";
import { KeyDetail } from "./key-detail.tsx";
import { KeyForm } from "./key-form.tsx";

const marks: Record<ApiKey["state"], Mark> = { active: "live", expiring: "plan", expired: "off", revoked: "off" };

function useColumns(open: string | undefined, toggle: (row: ApiKey) => void): Column<ApiKey>[] {
  const t = useText(apiKeys);
  return [
    {
      key: "open",
      head: "",
      width: 40,
      cell: (row) => <Expander open={open === row.api_key_id} label={row.name} onToggle={() => toggle(row)} />,
    },
    { key: "name", head: t("name"), cell: (row) => <b className="med">{row.name}</b>, title: (row) => row.name },
    { key: "token", head: t("token"), width: 176, cell: (row) => <code>{row.prefix}…</code> },
    {
      key: "state",
      head: t("state"),
      width: 112,
      cell: (row) => <StateMark mark={marks[row.state]}>{t(row.state)}</StateMark>,
    },
    {
      key: "permissions",
      head: t("permissions"),
      width: 104,
      cell: (row) => t("permission_count", { count: row.permissions.length }),
      title: (row) => row.permissions.join(", "),
    },
    {
      key: "unit",
      head: t("unit"),
      width: 136,
      tone: "mut",
      cell: (row) => row.unit_name,
      title: (row) => row.unit_name,
    },
    {
      key: "used",
      head: t("last_used"),
      width: 160,
      cell: (row) => (row.last_used_at ? stamp(row.last_used_at) : t("not_used")),
    },
    {
      key: "expires",
      head: t("expires"),
      width: 160,
      cell: (row) => (row.expires_at ? stamp(row.expires_at) : t("never")),
    },
  ];
}

export function ApiKeys() {
  const t = useText(apiKeys);
  const may = useMay();
  const cursor = useCursor(50);
  const [open, setOpen] = useState<string>();
  const [creating, setCreating] = useState(false);
  const [token, setToken] = useState<string>();
  const list = useApi("GET /v1/api_keys", { query: { limit: 50, cursor: cursor.cursor } });
  const toggle = (row: ApiKey) => setOpen(open === row.api_key_id ? undefined : row.api_key_id);
  const columns = useColumns(open, toggle);
  const create = may("keys:write") ? (
    <Button type="primary" onClick={() => setCreating(true)}>
      <Icon name="plus" />
      {t("create")}
    </Button>
  ) : null;
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        <Button href="/docs" target="_blank">
          {t("docs")}
        </Button>
        {create}
      </PageHead>
      <Card label={t("title")}>
        <QueryView query={list}>
          {({ data, next_cursor }) =>
            data.length === 0 ? (
              <EmptyState title={t("none")} reason={t("none_why")} action={create} />
            ) : (
              <>
                <LedgerTable
                  label={t("title")}
                  columns={columns}
                  rows={data}
                  rowKey={(row) => row.api_key_id}
                  onOpen={toggle}
                  detail={(row) => (open === row.api_key_id ? <KeyDetail row={row} onToken={setToken} /> : null)}
                />
                <FootPager cursor={cursor} following={next_cursor} />
              </>
            )
          }
        </QueryView>
      </Card>
      {creating ? (
        <KeyForm
          onClose={() => setCreating(false)}
          onToken={(made) => {
            setCreating(false);
            setToken(made);
          }}
        />
      ) : null}
      {token ? <ShownOnce kind="token" value={token} onClose={() => setToken(undefined)} /> : null}
    </>
  );
}
