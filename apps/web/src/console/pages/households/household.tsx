import { App, Button } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import type { AccountLot, Household as Data } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { cardNumber, lastDay, number, shortDate } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { households } from "../../../i18n/texts/households.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { Metric } from "../../../ui/metric.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { useAdvice } from "../../../ui/states.tsx";
import "./households.css";
import { MemberDialog } from "./member-dialog.tsx";
import { MoveDialog } from "./move-dialog.tsx";

type Member = Data["members"][number];

function Pool({ pool }: { pool: Data["pool"] }) {
  const t = useText(households);
  const c = useText(everyday);
  return (
    <div className="card metrics hh-pool">
      <Metric name={t("available")} figure={number(pool.available)} unit={c("points_unit")} />
      <Metric name={t("held")} figure={number(pool.held)} unit={c("points_unit")} />
      <Metric name={t("pending")} figure={number(pool.pending)} unit={c("points_unit")} />
      <Metric name={t("expiring")} figure={number(pool.expiring?.amount ?? 0)} unit={c("points_unit")}>
        <span className={pool.expiring ? "warn" : "mut"}>
          {pool.expiring ? t("expiring_on", { date: shortDate(pool.expiring.on) }) : t("nothing_expiring")}
        </span>
      </Metric>
    </div>
  );
}

function Members({ household }: { household: Data }) {
  const t = useText(households);
  const c = useText(everyday);
  const may = useMay()("members:write");
  const advice = useAdvice();
  const { message, modal } = App.useApp();
  const leave = useSend("DELETE /v1/households/{household_id}/members/{member_id}", [
    "GET /v1/households",
    "GET /v1/households/{household_id}",
  ]);
  const remove = ({ member_id, name }: Member) =>
    void modal.confirm({
      title: t("remove_title", { name }),
      content: t("remove_why", { name }),
      okText: t("remove"),
      cancelText: c("cancel"),
      onOk: () =>
        leave
          .mutateAsync({ path: { household_id: household.household_id, member_id } })
          .then(() => void message.success(t("saved")))
          .catch((error: Parameters<typeof advice>[0]) => void message.error(advice(error))),
    });
  const columns: Column<Member>[] = [
    { key: "name", head: t("who"), tone: "wrap", cell: (m) => <Link to={`/members/${m.member_id}`}>{m.name}</Link> },
    { key: "role", head: t("role"), width: 96, cell: (m) => t(m.role) },
    { key: "card", head: t("card"), width: 176, tone: "mut", cell: (m) => cardNumber(m.card_no) },
    { key: "joined", head: t("joined"), width: 104, cell: (m) => shortDate(m.joined_at) },
    ...(may
      ? [
          {
            key: "act",
            head: "",
            width: 120,
            cell: (m: Member) => (
              <Button size="small" type="text" onClick={() => remove(m)}>
                {t("remove")}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return <LedgerTable label={t("members")} columns={columns} rows={household.members} rowKey={(m) => m.member_id} />;
}

function Contributions({ household }: { household: Data }) {
  const t = useText(households);
  if (household.contributions.length === 0) return <p className="pad mut">{t("nothing_in")}</p>;
  return (
    <LedgerTable
      label={t("contributions")}
      rows={household.contributions}
      rowKey={(one) => one.member_id}
      columns={[
        { key: "name", head: t("who"), tone: "wrap", cell: (one) => one.name },
        { key: "in", head: t("contributed"), width: 104, numeric: true, cell: (one) => number(one.contributed) },
        { key: "left", head: t("remaining"), width: 104, numeric: true, cell: (one) => number(one.remaining) },
      ]}
    />
  );
}

function Lots({ household }: { household: Data }) {
  const t = useText(households);
  const accounts = useApi("GET /v1/accounts", { query: { household_id: household.household_id } });
  const account_id = accounts.data?.data.find((one) => one.asset === "points")?.account_id;
  const lots = useApi(
    "GET /v1/accounts/{account_id}/lots",
    { path: { account_id: account_id ?? "" } },
    { enabled: account_id !== undefined },
  );
  const name = (lot: AccountLot) => {
    const root = lot.root_owner && "member_id" in lot.root_owner ? lot.root_owner.member_id : undefined;
    return household.contributions.find((one) => one.member_id === root)?.name ?? "—";
  };
  if (accounts.data && account_id === undefined) return <p className="pad mut">{t("nothing_in")}</p>;
  return (
    <QueryView query={lots}>
      {({ data }) => (
        <LedgerTable
          compact
          label={t("lots")}
          rows={data}
          rowKey={(lot) => lot.lot_id}
          columns={[
            { key: "of", head: t("lot_of"), width: 240, tone: "wrap", cell: name },
            { key: "earned", head: t("earned"), width: 160, cell: (lot) => shortDate(lot.earned_at) },
            {
              key: "ends",
              head: t("expires"),
              width: 160,
              cell: (lot) => (lot.expires_at ? lastDay(lot.expires_at) : t("never")),
            },
            { key: "amount", head: t("contributed"), width: 128, numeric: true, cell: (lot) => number(lot.amount) },
            { key: "left", head: t("remaining"), width: 128, numeric: true, cell: (lot) => number(lot.remaining) },
          ]}
        />
      )}
    </QueryView>
  );
}

export function Household() {
  const t = useText(households);
  const may = useMay();
  const { household_id = "" } = useParams();
  const [dialog, setDialog] = useState<"add" | "in" | "out">();
  const household = useApi("GET /v1/households/{household_id}", { path: { household_id } });
  const close = () => setDialog(undefined);
  return (
    <QueryView query={household}>
      {(data) => (
        <>
          <PageHead
            title={data.name}
            crumb={
              <Link className="crumb" to="/points/households">
                {t("title")}
                <Icon name="right" />
              </Link>
            }
            note={t("count", { count: data.members.length })}
          >
            {may("ledger:write") ? (
              <>
                <Button onClick={() => setDialog("out")} disabled={data.pool.available === 0}>
                  {t("take_out")}
                </Button>
                <Button type="primary" onClick={() => setDialog("in")}>
                  <Icon name="plus" />
                  {t("put_in")}
                </Button>
              </>
            ) : null}
          </PageHead>
          <Pool pool={data.pool} />
          <div className="hh-split">
            <Card
              title={t("members")}
              tools={
                may("members:write") ? (
                  <Button size="small" onClick={() => setDialog("add")}>
                    {t("add")}
                  </Button>
                ) : null
              }
            >
              <Members household={data} />
            </Card>
            <Card title={t("contributions")}>
              <Contributions household={data} />
            </Card>
          </div>
          {may("ledger:read") ? (
            <Card title={t("lots")} className="hh-lots">
              <Lots household={data} />
            </Card>
          ) : null}
          {dialog === "add" ? <MemberDialog household={data} onDone={close} onClose={close} /> : null}
          {dialog === "in" || dialog === "out" ? (
            <MoveDialog household={data} direction={dialog} onClose={close} />
          ) : null}
        </>
      )}
    </QueryView>
  );
}
