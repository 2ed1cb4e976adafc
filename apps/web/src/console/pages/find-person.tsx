import { useMutation } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useId, useState } from "react";
import { ApiError, type Failure } from "../../api/client.ts";
import { cardNumber, number } from "../../i18n/format.ts";
import { useText } from "../../i18n/language.ts";
import { adjustments } from "../../i18n/texts/adjustments.ts";
import { Sep } from "../../ui/card.tsx";
import { useAdvice } from "../../ui/states.tsx";
import { type Identifier, readIdentifier } from "./identifier.ts";
import { type Customer, identifyCustomer } from "./till/customer.ts";

export type Person = Customer["hit"];

/** A field that finds one member by what they can name or show. */
function Find({ label, onFound }: { label: string; onFound: (person: Person) => void }) {
  const t = useText(adjustments);
  const advice = useAdvice();
  const id = useId();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();
  const find = useMutation<Customer, Failure, Identifier>({ mutationFn: (by) => identifyCustomer(by, true) });
  const submit = () => {
    const by = readIdentifier(text);
    if (!by) return setProblem(t("identify_wrong"));
    setProblem(undefined);
    find.mutate(by, {
      onSuccess: ({ hit }) => onFound(hit),
      onError: (error) =>
        setProblem(error instanceof ApiError && error.status === 404 ? t("identify_none") : advice(error)),
    });
  };
  return (
    <Form.Item label={label} validateStatus={problem ? "error" : ""} help={problem} htmlFor={id}>
      <Input.Search
        id={id}
        autoFocus
        placeholder={t("identify")}
        enterButton={t("find")}
        loading={find.isPending}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onSearch={submit}
        autoComplete="off"
      />
    </Form.Item>
  );
}

interface Props {
  label: string;
  person: Person | undefined;
  onPerson: (person: Person | undefined) => void;
}

/** Whom a dialog is about: the field, and once found the person, with a way back. */
export function FindPerson({ label, person, onPerson }: Props) {
  const t = useText(adjustments);
  if (!person) return <Find label={label} onFound={onPerson} />;
  return (
    <Form.Item label={label}>
      <div className="person-line">
        <span className="med">{person.name}</span>
        <span className="mut">
          {person.phone_masked ?? "—"}
          <Sep />
          {cardNumber(person.card_no)}
          <Sep />
          {number(person.points_available)}
        </span>
        <Button className="end" size="small" onClick={() => onPerson(undefined)}>
          {t("change")}
        </Button>
      </div>
    </Form.Item>
  );
}
