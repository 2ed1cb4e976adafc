import { useMutation } from "@tanstack/react-query";
import { Button, DatePicker, Input, Select } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { ApiError, type Failure } from "../../../api/client.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { lookup } from "../../../i18n/text.ts";
import { kinds, ledger } from "../../../i18n/texts/ledger.ts";
import { Icon } from "../../../ui/icon.tsx";
import { useAdvice } from "../../../ui/states.tsx";
import { type Identifier, readIdentifier } from "../identifier.ts";
import { type Customer, identifyCustomer } from "../till/customer.ts";

const NAMES = ["member", "transaction", "kind", "from", "to"] as const;
export type BookFilter = Partial<Record<(typeof NAMES)[number], string>>;

/** What is asked for, kept in the address: a link to a transaction is a link to this page. */
export function useBookFilter() {
  const [params, setParams] = useSearchParams();
  const filter: BookFilter = Object.fromEntries(
    NAMES.flatMap((name) => (params.get(name) ? [[name, params.get(name)]] : [])),
  );
  const change = (next: BookFilter) => {
    const all = { ...filter, ...next };
    setParams(new URLSearchParams(Object.entries(all).filter(([, value]) => value)));
  };
  return { filter, change, clear: () => setParams(new URLSearchParams()) };
}

function Find({ onFound }: { onFound: (found: BookFilter) => void }) {
  const t = useText(ledger);
  const advice = useAdvice();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();
  const find = useMutation<Customer, Failure, Identifier>({ mutationFn: (by) => identifyCustomer(by, true) });
  const submit = () => {
    const plain = text.trim();
    if (!plain) return;
    setProblem(undefined);
    if (/^txn_[0-9a-z]{26}$/.test(plain)) return onFound({ transaction: plain, member: "" });
    const by = readIdentifier(plain);
    if (!by) return setProblem(t("find_wrong"));
    find.mutate(by, {
      onSuccess: ({ hit }) => {
        setText("");
        onFound({ member: hit.member_id, transaction: "" });
      },
      onError: (error) =>
        setProblem(error instanceof ApiError && error.status === 404 ? t("find_none") : advice(error)),
    });
  };
  return (
    <span className="book-find">
      <Input
        data-search
        aria-label={t("find")}
        placeholder={t("find")}
        prefix={<Icon name="search" />}
        status={problem ? "error" : ""}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={submit}
        autoComplete="off"
      />
      {problem ? (
        <span className="s neg" role="alert">
          {problem}
        </span>
      ) : null}
    </span>
  );
}

export function BookFilters({ filter, change, clear }: ReturnType<typeof useBookFilter>) {
  const t = useText(ledger);
  const language = useLanguage();
  const options = Object.keys(kinds).map((value) => ({ value, label: lookup(kinds, value, language) ?? value }));
  const day = (text: string | undefined) => (text ? dayjs(text) : null);
  return (
    <div className="book-filters">
      <Find onFound={change} />
      <Select
        allowClear
        aria-label={t("kind")}
        placeholder={t("all_kinds")}
        value={filter.kind ?? null}
        onChange={(kind: string | null) => change({ kind: kind ?? "" })}
        options={options}
        style={{ width: 152 }}
      />
      <DatePicker.RangePicker
        aria-label={`${t("from")} ${t("to")}`}
        allowEmpty={[true, true]}
        value={[day(filter.from), day(filter.to)]}
        placeholder={[t("from"), t("to")]}
        onChange={(days) =>
          change({ from: days?.[0]?.format("YYYY-MM-DD") ?? "", to: days?.[1]?.format("YYYY-MM-DD") ?? "" })
        }
        style={{ width: 248 }}
      />
      {Object.keys(filter).length > 0 ? (
        <Button type="link" onClick={clear}>
          {t("clear")}
        </Button>
      ) : null}
    </div>
  );
}
