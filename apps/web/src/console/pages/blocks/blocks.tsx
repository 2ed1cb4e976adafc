import { Button, Select } from "antd";
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import type { BlockedMember } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { blockScopes, blocks as texts } from "../../../i18n/texts/blocks.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";
import { SCOPES, UnblockDialog } from "./block-dialog.tsx";
import { ScopeTags } from "./scope-tags.tsx";

const PAGE = 50;

function useColumns(onUnblock: (row: BlockedMember) => void): Column<BlockedMember>[] {
  const t = useText(texts);
  const may = useMay();
  const unblock = (row: BlockedMember) => (
    <Button size="small" onClick={() => onUnblock(row)}>
      {t("unblock")}
    </Button>
  );
  return [
    {
      key: "member",
      head: t("member"),
      width: 96,
      tone: "med",
      title: ({ member }) => member.name,
      cell: ({ member }) => (
        <Link className="plain" to={`/members/${member.member_id}`}>
          {member.name}
        </Link>
      ),
    },
    { key: "phone", head: t("phone"), width: 120, tone: "mut", cell: ({ member }) => member.phone_masked ?? "—" },
    { key: "scope", head: t("scope"), width: 304, cell: (row) => <ScopeTags scopes={row.scopes} /> },
    { key: "reason", head: t("reason"), cell: (row) => row.reason, title: (row) => row.reason },
    { key: "since", head: t("since"), width: 120, tone: "mut", cell: (row) => stamp(row.blocked_at) },
    { key: "until", head: t("until"), width: 120, cell: (row) => (row.until ? stamp(row.until) : t("forever")) },
    { key: "by", head: t("by"), width: 96, tone: "mut", cell: (row) => row.by_name ?? "—" },
    { key: "act", head: "", width: 112, cell: (row) => (may("members:write") ? unblock(row) : null) },
  ];
}

/** Who is kept from something now, why and until when. */
export function Blocks() {
  const t = useText(texts);
  const s = useText(blockScopes);
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const cursor = useCursor(PAGE);
  const [ending, setEnding] = useState<BlockedMember>();
  const scope = SCOPES.find((one) => one === params.get("scope"));
  const list = useApi("GET /v1/members/blocks", { query: { scope, limit: PAGE, cursor: cursor.cursor } });
  const columns = useColumns(setEnding);
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        <Select
          aria-label={t("scope")}
          style={{ width: 176 }}
          value={scope ?? ""}
          options={[{ value: "", label: t("any_scope") }, ...SCOPES.map((value) => ({ value, label: s(value) }))]}
          onChange={(value) => setParams(value ? { scope: value } : {})}
        />
      </PageHead>
      <Card label={t("title")}>
        <QueryView query={list}>
          {({ data, next_cursor }) =>
            data.length === 0 ? (
              <EmptyState
                title={t("none")}
                reason={t("none_why")}
                action={<Button onClick={() => void navigate("/members")}>{t("to_members")}</Button>}
              />
            ) : (
              <>
                <LedgerTable label={t("title")} columns={columns} rows={data} rowKey={(row) => row.block_id} />
                <FootPager cursor={cursor} following={next_cursor} />
              </>
            )
          }
        </QueryView>
      </Card>
      {ending ? <UnblockDialog member={ending.member} onClose={() => setEnding(undefined)} /> : null}
    </>
  );
}
