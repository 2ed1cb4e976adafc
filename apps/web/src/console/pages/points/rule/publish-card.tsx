import { Button, DatePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import { useText } from "../../../../i18n/language.ts";
import { rule as texts } from "../../../../i18n/texts/points-rule.ts";
import { Card } from "../../../../ui/card.tsx";
import { Seg } from "../../../../ui/seg.tsx";
import { useToday } from "../../../today.ts";

interface Props {
  version: number;
  busy: boolean;
  /** An instant; undefined: now, or the draft's own first day. */
  onPublish: (valid_from: string | undefined) => void;
}

/** Now or at a time; what is in the form is saved first. */
export function PublishCard({ version, busy, onPublish }: Props) {
  const t = useText(texts);
  const today = useToday();
  const [when, setWhen] = useState<"now" | "at">("now");
  const [at, setAt] = useState<Dayjs>(() => dayjs(`${today}T00:00:00`).add(1, "day"));
  const choices = [
    { value: "now" as const, label: t("now") },
    { value: "at" as const, label: t("at_time") },
  ];
  return (
    <Card title={t("publish")} tools={<Seg label={t("publish")} choices={choices} value={when} onChange={setWhen} />}>
      <div className="pad publish">
        <p className="s mut">{t("publish_note")}</p>
        {when === "at" ? (
          <DatePicker
            showTime={{ format: "HH:mm" }}
            format="YYYY-MM-DD HH:mm"
            aria-label={t("at")}
            allowClear={false}
            value={at}
            onChange={(next) => setAt(next as Dayjs)}
            style={{ width: "100%" }}
          />
        ) : null}
        <Button
          type="primary"
          block
          loading={busy}
          onClick={() => onPublish(when === "at" ? `${at.format("YYYY-MM-DDTHH:mm:00")}+08:00` : undefined)}
        >
          {t("publish_version", { version })}
        </Button>
      </div>
    </Card>
  );
}
