import { App, Button } from "antd";
import { useState } from "react";
import type { Invitation } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { invitations } from "../../../i18n/texts/invitations.ts";
import { Card } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { type Mark, StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState, useAdvice } from "../../../ui/states.tsx";
import { InviteDialog } from "./invite-dialog.tsx";

const MARKS: Record<Invitation["state"], Mark> = { open: "plan", expired: "bad", accepted: "live", revoked: "off" };

function Acts({ row }: { row: Invitation }) {
  const t = useText(invitations);
  const { message } = App.useApp();
  const advice = useAdvice();
  const resend = useSend("POST /v1/invitations/{invitation_id}/resend", ["GET /v1/invitations"]);
  const revoke = useSend("DELETE /v1/invitations/{invitation_id}", ["GET /v1/invitations"]);
  const path = { invitation_id: row.invitation_id };
  const onError = (e: Parameters<typeof advice>[0]) => void message.error(advice(e));
  if (row.state !== "open" && row.state !== "expired") return null;
  return (
    <span className="acts end">
      <Button
        size="small"
        loading={resend.isPending}
        onClick={() =>
          resend.mutate({ path }, { onError, onSuccess: ({ email }) => void message.success(t("sent", { email })) })
        }
      >
        {t("resend")}
      </Button>
      <Button
        size="small"
        loading={revoke.isPending}
        onClick={() => revoke.mutate({ path }, { onError, onSuccess: () => void message.success(t("revoked_done")) })}
      >
        {t("revoke")}
      </Button>
    </span>
  );
}

/** The way to ask somebody to work here. */
export function InviteButton() {
  const t = useText(invitations);
  const [inviting, invite] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => invite(true)}>
        <Icon name="plus" />
        {t("invite")}
      </Button>
      {inviting ? <InviteDialog onClose={() => invite(false)} /> : null}
    </>
  );
}

/** Who was asked to work here. */
export function Invitations() {
  const t = useText(invitations);
  const list = useApi("GET /v1/invitations", { query: { limit: 50 } });
  const columns: Column<Invitation>[] = [
    { key: "name", head: t("name"), width: 144, cell: (i) => i.name, title: (i) => i.name, tone: "med" },
    { key: "email", head: t("email"), cell: (i) => i.email, title: (i) => i.email, tone: "mut" },
    { key: "role", head: t("role"), width: 144, cell: (i) => i.role.name, title: (i) => i.role.name },
    { key: "unit", head: t("unit"), width: 144, cell: (i) => i.unit_name, title: (i) => i.unit_name },
    { key: "inviter", head: t("inviter"), width: 128, cell: (i) => i.invited_by.name, title: (i) => i.invited_by.name },
    { key: "expires", head: t("expires"), width: 112, cell: (i) => stamp(i.expires_at), tone: "mut" },
    {
      key: "state",
      head: t("state"),
      width: 112,
      cell: (i) => <StateMark mark={MARKS[i.state]}>{t(i.state)}</StateMark>,
    },
    { key: "acts", head: "", width: 216, numeric: true, cell: (i) => <Acts row={i} /> },
  ];
  return (
    <Card title={t("title")} note={t("note")}>
      <QueryView query={list}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState compact title={t("none")} reason={t("none_why")} />
          ) : (
            <LedgerTable label={t("title")} columns={columns} rows={data} rowKey={(i) => i.invitation_id} />
          )
        }
      </QueryView>
    </Card>
  );
}
