import { Form, Input, InputNumber, Modal, Select } from "antd";
import { useState } from "react";
import type { Channel } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { channels } from "../../../i18n/texts/channels.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { useRefusal } from "../refusal.ts";
import { type CarrierName, type NewChannel, readParams, type TemplateRow, writeParams } from "./carrier.ts";
import { CarrierFields } from "./carrier-fields.tsx";

interface Props {
  /** Absent: a new one. */
  row?: Channel;
  onClose: () => void;
}

type Values = Omit<NewChannel, "templates" | "carrier"> & { templates?: TemplateRow[] };

const CARRIERS: CarrierName[] = ["aliyun_sms", "tencent_sms", "smtp"];

function initialOf(row: Channel | undefined): object {
  if (!row) return { per_minute: 600, port: 465, security: "tls", templates: [] };
  const { endpoint: _, templates = [], ...settings } = row.settings;
  const rows = templates.map((one) => ({ ...one, params: writeParams(one.params) }));
  return { name: row.name, per_minute: row.per_minute, ...settings, templates: rows };
}

/** Without fields that were left empty, and templates as the API takes them. */
function bodyOf({ templates, ...values }: Values, carrier: CarrierName) {
  const written = Object.entries(values).filter(([, value]) => value !== undefined && value !== "" && value !== null);
  const plain = Object.fromEntries(written) as Omit<Values, "templates">;
  if (carrier === "smtp") return plain;
  return { ...plain, templates: (templates ?? []).map((one) => ({ ...one, params: readParams(one.params) })) };
}

export function ChannelForm({ row, onClose }: Props) {
  const t = useText(channels);
  const c = useText(everyday);
  const refuse = useRefusal();
  const [carrier, setCarrier] = useState<CarrierName>(row?.carrier ?? "aliyun_sms");
  const [form] = Form.useForm<Values>();
  const create = useSend("POST /v1/channels", ["GET /v1/channels"]);
  const change = useSend("PATCH /v1/channels/{channel_id}", ["GET /v1/channels"]);
  const submit = (values: Values) => {
    const body = bodyOf(values, carrier);
    if (row) {
      const { channel_id, version } = row;
      change.mutate({ path: { channel_id }, body: { ...body, version } }, { onSuccess: onClose, onError: refuse });
    } else create.mutate({ body: { ...body, carrier } }, { onSuccess: onClose, onError: refuse });
  };
  return (
    <Modal
      open
      width={640}
      title={t(row ? "edit_title" : "add")}
      okText={c("save")}
      cancelText={c("cancel")}
      confirmLoading={create.isPending || change.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        name="channel_form"
        layout="vertical"
        requiredMark={false}
        initialValues={initialOf(row)}
        onFinish={submit}
      >
        {row ? null : (
          <Form.Item label={t("carrier")}>
            <Select
              aria-label={t("carrier")}
              value={carrier}
              options={CARRIERS.map((value) => ({ value, label: t(value) }))}
              onChange={setCarrier}
            />
          </Form.Item>
        )}
        <div className="channel-pair">
          <Form.Item
            name="name"
            label={t("name")}
            rules={[{ required: true, whitespace: true, message: c("required") }]}
          >
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="per_minute" label={t("per_minute")}>
            <InputNumber min={1} max={60_000} style={{ width: "100%" }} />
          </Form.Item>
        </div>
        <CarrierFields carrier={carrier} has_credentials={row !== undefined} />
      </Form>
    </Modal>
  );
}
