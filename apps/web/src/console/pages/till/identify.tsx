import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Input } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { ApiError, type Failure } from "../../../api/client.ts";
import { useApi } from "../../../api/query.ts";
import { useSession } from "../../../api/session.ts";
import { cardNumber, stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { blocks } from "../../../i18n/texts/blocks.ts";
import { till } from "../../../i18n/texts/till.ts";
import { Card, Sep } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { useAdvice } from "../../../ui/states.tsx";
import { type Identifier, readIdentifier } from "../identifier.ts";
import { ScopeTags } from "../blocks/scope-tags.tsx";
import { MemberState } from "../member-state.tsx";
import type { Newcomer } from "./basket.ts";
import { type Customer, identifyCustomer } from "./customer.ts";
import { NewcomerForm, NewcomerLine } from "./newcomer.tsx";

function Known({ customer, onChange }: { customer: Customer; onChange: () => void }) {
  const t = useText(till);
  const b = useText(blocks);
  const { hit } = customer;
  return (
    <div className="till__known">
      <span className="med">{hit.name}</span>
      <MemberState status={hit.status} />
      <span className="mut">
        {hit.phone_masked ?? "—"}
        <Sep />
        {cardNumber(hit.card_no)}
        <Sep />
        {t("has_points", { points: hit.points_available })}
      </span>
      {hit.block ? (
        <span className="till__block" role="note">
          <ScopeTags scopes={hit.block.scopes} /> {hit.block.reason}
          <span className="s mut">
            {" "}
            {hit.block.until ? `${b("until")} ${stamp(hit.block.until)}` : b("forever")}
            <Sep />
            {b("staff_only")}
          </span>
        </span>
      ) : null}
      <span className="end">
        {customer.shown ? null : <Link to={`/members/${hit.member_id}`}>{t("open_member")}</Link>}
        <Button onClick={onChange}>{t("change")}</Button>
      </span>
    </div>
  );
}

/** One field for scanner, phone and card: a keyboard-wedge scanner types the code and ends with Enter. */
export function Identify({
  customer,
  onCustomer,
  newcomer,
  onNewcomer,
}: {
  customer: Customer | undefined;
  onCustomer: (customer: Customer | undefined) => void;
  newcomer: Newcomer | undefined;
  onNewcomer: (newcomer: Newcomer | undefined) => void;
}) {
  const t = useText(till);
  const advice = useAdvice();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();
  const [unknown, setUnknown] = useState<string>();
  const policy = useApi("GET /v1/registration_policy", {}).data;
  const { scope } = useSession();
  const send = useMutation<Customer, Failure, Identifier>({ mutationFn: (by) => identifyCustomer(by, scope.all) });
  const identify = () => {
    if (!text.trim()) return;
    const by = readIdentifier(text);
    if (!by) return setProblem(t("identify_wrong"));
    setProblem(undefined);
    setUnknown(undefined);
    send.mutate(by, {
      onSuccess: (found) => {
        setText("");
        onCustomer(found);
      },
      onError: (error) => {
        const is_unknown = error instanceof ApiError && error.status === 404;
        setProblem(is_unknown ? t("identify_none") : advice(error));
        if (is_unknown && "phone" in by) setUnknown(by.phone);
      },
    });
  };
  return (
    <Card title={t("member")} note={customer || newcomer ? null : t("no_member")}>
      {customer ? (
        <Known customer={customer} onChange={() => onCustomer(undefined)} />
      ) : newcomer ? (
        <NewcomerLine newcomer={newcomer} onChange={() => onNewcomer(undefined)} />
      ) : (
        <div className="pad">
          <form
            className="till__identify"
            onSubmit={(event) => {
              event.preventDefault();
              identify();
            }}
          >
            <Input
              data-search
              autoFocus
              size="large"
              aria-label={t("identify")}
              placeholder={t("identify")}
              prefix={<Icon name="scan" />}
              value={text}
              onChange={(e) => setText(e.target.value)}
              autoComplete="off"
            />
            <Button size="large" htmlType="submit" loading={send.isPending}>
              {t("identify_button")}
            </Button>
          </form>
          {problem ? <Alert type="warning" title={problem} style={{ marginTop: 12 }} role="alert" /> : null}
          {unknown !== undefined && policy?.at_purchase === "with_consent" ? (
            <NewcomerForm
              key={unknown}
              phone={unknown}
              purposes={policy.purposes}
              onNewcomer={(next) => {
                setText("");
                setProblem(undefined);
                setUnknown(undefined);
                onNewcomer(next);
              }}
            />
          ) : null}
        </div>
      )}
    </Card>
  );
}
