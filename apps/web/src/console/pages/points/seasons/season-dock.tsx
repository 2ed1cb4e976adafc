import { Alert, App, Button, DatePicker, Form, Input, Popconfirm } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { ApiError, type Failure } from "../../../../api/client.ts";
import type { Season, SeasonIn, Stacking } from "../../../../api/points.ts";
import { useSend } from "../../../../api/query.ts";
import { useMay } from "../../../../api/session.ts";
import { shortDate } from "../../../../i18n/format.ts";
import { useText } from "../../../../i18n/language.ts";
import { everyday } from "../../../../i18n/texts/everyday.ts";
import { seasons as texts } from "../../../../i18n/texts/points-seasons.ts";
import { Dock } from "../../../../ui/dock.tsx";
import { Seg } from "../../../../ui/seg.tsx";
import { useAdvice } from "../../../../ui/states.tsx";
import { SeasonExample, WAYS } from "./example.tsx";

interface Fields {
  name: string;
  days: [Dayjs, Dayjs];
  stacking: Stacking;
  groups: SeasonIn["groups"];
}

const GROUPS = ["largest_only", "stack"] as const;

function StackingField({ value = "largest_only", onChange }: { value?: Stacking; onChange?: (v: Stacking) => void }) {
  const t = useText(texts);
  const choices = WAYS.map((way) => ({ value: way, label: t(way) }));
  return (
    <>
      <Seg label={t("stacking")} choices={choices} value={value} onChange={(v) => onChange?.(v)} />
      <p className="s mut">{t(`${value}_why`)}</p>
    </>
  );
}

function GroupsField({
  value = "largest_only",
  onChange,
}: {
  value?: SeasonIn["groups"];
  onChange?: (v: SeasonIn["groups"]) => void;
}) {
  const t = useText(texts);
  const choices = GROUPS.map((mode) => ({ value: mode, label: t(`group_${mode}`) }));
  return (
    <>
      <Seg label={t("groups")} choices={choices} value={value} onChange={(v) => onChange?.(v)} />
      <p className="s mut">{t(`groups_${value}_why`)}</p>
    </>
  );
}

function Example() {
  const t = useText(texts);
  const fields = Form.useWatch([], { preserve: true }) as Partial<Fields> | undefined;
  const from = fields?.days?.[0];
  return (
    <section className="season__example" aria-label={t("example")}>
      <h3 className="med">{t("example")}</h3>
      {from ? (
        <SeasonExample
          date={from.format("YYYY-MM-DD")}
          stacking={fields?.stacking ?? "largest_only"}
          groups={fields?.groups ?? "largest_only"}
        />
      ) : (
        <p className="s mut season__of">{t("example_missing")}</p>
      )}
    </section>
  );
}

const bodyOf = (f: Fields): SeasonIn => ({
  name: f.name.trim(),
  valid_from: f.days[0].format("YYYY-MM-DD"),
  valid_until: f.days[1].format("YYYY-MM-DD"),
  stacking: f.stacking,
  groups: f.groups,
});

const initialOf = (season: Season | undefined): Partial<Fields> =>
  season
    ? { ...season, days: [dayjs(season.valid_from), dayjs(season.valid_until)] }
    : { stacking: "multiply", groups: "largest_only" };

function useSeasonWrites(season: Season | undefined, onClose: () => void) {
  const t = useText(texts);
  const { message } = App.useApp();
  const refreshes = ["GET /v1/points/seasons", "GET /v1/points/rules/conflicts"] as const;
  const create = useSend("POST /v1/points/seasons", [...refreshes]);
  const change = useSend("PUT /v1/points/seasons/{season_id}", [...refreshes]);
  const remove = useSend("DELETE /v1/points/seasons/{season_id}", [...refreshes]);
  const done = (said: string) => () => {
    void message.success(said);
    onClose();
  };
  return {
    busy: create.isPending || change.isPending,
    failure: create.error ?? change.error ?? remove.error,
    save: (fields: Fields) =>
      season
        ? change.mutate(
            { path: { season_id: season.season_id }, body: bodyOf(fields) },
            { onSuccess: done(t("saved")) },
          )
        : create.mutate(
            { body: bodyOf(fields), idempotency_key: crypto.randomUUID() },
            { onSuccess: done(t("saved")) },
          ),
    remove: () => season && remove.mutate({ path: { season_id: season.season_id } }, { onSuccess: done(t("removed")) }),
  };
}

function Refusal({ failure }: { failure: Failure }) {
  const advice = useAdvice();
  const details = failure instanceof ApiError ? failure.errors.map((e) => e.detail) : [];
  return (
    <Alert
      type="error"
      role="alert"
      title={advice(failure)}
      description={details.length > 0 ? details.join(" ") : undefined}
      className="gap-below"
    />
  );
}

/** Reads, makes and changes one season, with what its setting means on a real purchase. */
export function SeasonDock({ season, onClose }: { season: Season | undefined; onClose: () => void }) {
  const t = useText(texts);
  const c = useText(everyday);
  const may = useMay();
  const mayWrite = may("rules:write");
  const [form] = Form.useForm<Fields>();
  const writes = useSeasonWrites(season, onClose);
  const required = [{ required: true, message: c("required") }];
  const footer = mayWrite ? (
    <>
      {season ? (
        <Popconfirm title={t("remove_sure", { name: season.name })} onConfirm={writes.remove} okText={t("remove")}>
          <Button className="quiet-danger">{t("remove")}</Button>
        </Popconfirm>
      ) : null}
      <Button type="primary" loading={writes.busy} onClick={() => form.submit()}>
        {t("save")}
      </Button>
    </>
  ) : null;
  const title = !mayWrite ? t("look") : t(season ? "edit" : "create");
  return (
    <Dock title={title} closeLabel={t("close")} onClose={onClose} footer={footer}>
      <Form<Fields>
        form={form}
        className="dock__pad season"
        layout="vertical"
        requiredMark={false}
        initialValues={initialOf(season)}
        onFinish={writes.save}
      >
        {writes.failure ? <Refusal failure={writes.failure} /> : null}
        {mayWrite ? (
          <>
            <Form.Item name="name" label={t("name")} rules={required}>
              <Input maxLength={60} />
            </Form.Item>
            <Form.Item name="days" label={t("period")} rules={required}>
              <DatePicker.RangePicker style={{ width: "100%" }} />
            </Form.Item>
            <Form.Item name="stacking" label={t("stacking")}>
              <StackingField />
            </Form.Item>
            <Form.Item name="groups" label={t("groups")}>
              <GroupsField />
            </Form.Item>
          </>
        ) : season ? (
          <div className="season__read">
            <p className="med">{season.name}</p>
            <p className="s mut">
              {t("span", { from: shortDate(season.valid_from), until: shortDate(season.valid_until) })}
            </p>
            <p>{t(`${season.stacking}_why`)}</p>
            <p>{t(`groups_${season.groups}_why`)}</p>
          </div>
        ) : null}
        <Example />
      </Form>
    </Dock>
  );
}
