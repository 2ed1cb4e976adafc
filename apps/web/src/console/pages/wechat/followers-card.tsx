import { Select } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { WechatFollower } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { wechat } from "../../../i18n/texts/wechat.ts";
import { Card } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { type Mark, StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";
import { useUnitOptions } from "../units.ts";

const STATES = ["unbound", "bound", "left"] as const;
const marks: Record<WechatFollower["state"], Mark> = { unbound: "plan", bound: "live", left: "off" };

export function FollowersCard() {
  const t = useText(wechat);
  const cursor = useCursor(50);
  const [state, setState] = useState<WechatFollower["state"]>();
  const query = { limit: 50, cursor: cursor.cursor, state };
  const list = useApi("GET /v1/wechat_followers", { query }, { refreshSeconds: 15 });
  const columns = useColumns();
  const filter = (
    <Select
      allowClear
      aria-label={t("state")}
      placeholder={t("all")}
      options={STATES.map((value) => ({ value, label: t(value) }))}
      style={{ width: 144 }}
      onChange={(value?: WechatFollower["state"]) => {
        setState(value);
        cursor.reset();
      }}
    />
  );
  return (
    <Card label={t("followers")} title={t("followers")} tools={filter}>
      <QueryView query={list}>
        {({ data, next_cursor }) =>
          data.length === 0 ? (
            <EmptyState title={t("no_followers")} reason={t("no_followers_why")} />
          ) : (
            <>
              <LedgerTable label={t("followers")} columns={columns} rows={data} rowKey={(row) => row.follower_id} />
              <FootPager cursor={cursor} following={next_cursor} />
            </>
          )
        }
      </QueryView>
    </Card>
  );
}

function useColumns(): Column<WechatFollower>[] {
  const t = useText(wechat);
  const units = useUnitOptions();
  const source = ({ unit_id, qr_code_id }: WechatFollower) =>
    qr_code_id === null ? t("by_themselves") : (units.find((one) => one.value === unit_id)?.label ?? "—");
  const member = ({ member_id }: WechatFollower) =>
    member_id === null ? "—" : <Link to={`/members/${member_id}`}>{t("open_member")}</Link>;
  return [
    { key: "openid", head: t("openid"), width: 112, cell: (row) => <code>{row.openid_shown}</code> },
    { key: "time", head: t("followed_at"), width: 152, cell: (row) => stamp(row.followed_at) },
    { key: "source", head: t("brought_by"), cell: source },
    {
      key: "state",
      head: t("state"),
      width: 136,
      cell: (row) => <StateMark mark={marks[row.state]}>{t(row.state)}</StateMark>,
    },
    { key: "member", head: t("member"), width: 112, cell: member },
  ];
}
