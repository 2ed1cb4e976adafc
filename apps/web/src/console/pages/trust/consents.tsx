import { App, Button, Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import type { PrivacyDocument } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { number, stamp } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { lookup } from "../../../i18n/text.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { consentsPage, trustWords } from "../../../i18n/texts/trust.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Expander } from "../../../ui/expander.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState, useAdvice } from "../../../ui/states.tsx";

const PURPOSES = ["membership", "marketing", "profiling", "partners", "guardian", "face"] as const;
const LANGUAGES = [
  ["zh-CN", "中文"],
  ["en", "English"],
  ["ko", "한국어"],
] as const;
const languageName = (code: string) => LANGUAGES.find(([one]) => one === code)?.[1] ?? code;

export function useTrustWord(): (code: string) => string {
  const language = useLanguage();
  return (code) => lookup(trustWords, code, language) ?? code;
}

function Coverage() {
  const t = useText(consentsPage);
  const word = useTrustWord();
  const coverage = useApi("GET /v1/privacy/coverage", {});
  return (
    <Card title={t("coverage")}>
      <QueryView query={coverage}>
        {({ data }) => {
          const rows = [...Map.groupBy(data, (one) => `${one.purpose} ${one.text_version}`).values()].map((of) => ({
            purpose: of[0]?.purpose ?? "membership",
            text_version: of[0]?.text_version ?? "",
            granted: of.find(({ state }) => state === "granted")?.people ?? 0,
            withdrawn: of.find(({ state }) => state === "withdrawn")?.people ?? 0,
          }));
          if (rows.length === 0) return <p className="note-line">{t("nobody")}</p>;
          const columns: Column<(typeof rows)[number]>[] = [
            { key: "purpose", head: t("purpose"), cell: (row) => word(row.purpose) },
            { key: "version", head: t("version"), width: 144, cell: (row) => row.text_version },
            {
              key: "granted",
              head: t("people_granted"),
              width: 120,
              numeric: true,
              cell: (row) => number(row.granted),
            },
            {
              key: "gone",
              head: t("people_withdrawn"),
              width: 120,
              numeric: true,
              cell: (row) => number(row.withdrawn),
            },
          ];
          return (
            <LedgerTable
              label={t("coverage")}
              columns={columns}
              rows={rows}
              rowKey={(row) => `${row.purpose} ${row.text_version}`}
            />
          );
        }}
      </QueryView>
    </Card>
  );
}

interface Draft {
  purpose: (typeof PURPOSES)[number];
  text_version: string;
  texts: Record<string, { title?: string; body?: string } | undefined>;
}

function PublishDialog({ onClose }: { onClose: () => void }) {
  const t = useText(consentsPage);
  const c = useText(everyday);
  const word = useTrustWord();
  const advice = useAdvice();
  const { message } = App.useApp();
  const [form] = Form.useForm<Draft>();
  const send = useSend("PUT /v1/privacy/documents/{purpose}", ["GET /v1/privacy/documents"]);
  const publish = ({ purpose, text_version, texts }: Draft) => {
    const written = LANGUAGES.flatMap(([language]) => {
      const { title, body } = texts[language] ?? {};
      return title && body ? [{ language, title, body }] : [];
    });
    send.mutate(
      { path: { purpose }, body: { text_version, texts: written } },
      {
        onSuccess: () => {
          void message.success(t("published_done"));
          onClose();
        },
        onError: (error) => void message.error(advice(error), 6),
      },
    );
  };
  return (
    <Modal
      open
      width={640}
      title={t("publish")}
      okText={t("publish")}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className="mut">{t("need_chinese")}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={publish}
        initialValues={{ purpose: "membership" }}
      >
        <Form.Item name="purpose" label={t("purpose")}>
          <Select options={PURPOSES.map((value) => ({ value, label: word(value) }))} />
        </Form.Item>
        <Form.Item name="text_version" label={t("version")} rules={[{ required: true, message: c("required") }]}>
          <Input maxLength={50} placeholder="2026-12" />
        </Form.Item>
        {LANGUAGES.map(([language, name]) => (
          <div key={language}>
            <Form.Item
              name={["texts", language, "title"]}
              label={`${t("text_title")} (${name})`}
              rules={language === "zh-CN" ? [{ required: true, message: c("required") }] : []}
            >
              <Input maxLength={100} />
            </Form.Item>
            <Form.Item
              name={["texts", language, "body"]}
              label={`${t("body")} (${name})`}
              rules={language === "zh-CN" ? [{ required: true, message: c("required") }] : []}
            >
              <Input.TextArea rows={4} maxLength={20_000} />
            </Form.Item>
          </div>
        ))}
      </Form>
    </Modal>
  );
}

export function Consents() {
  const t = useText(consentsPage);
  const may = useMay();
  const word = useTrustWord();
  const [open, setOpen] = useState<string>();
  const [publishing, setPublishing] = useState(false);
  const documents = useApi("GET /v1/privacy/documents", {});
  const toggle = (row: PrivacyDocument) => setOpen(open === row.document_id ? undefined : row.document_id);
  const columns: Column<PrivacyDocument>[] = [
    {
      key: "open",
      head: "",
      width: 40,
      cell: (row) => <Expander open={open === row.document_id} label={row.title} onToggle={() => toggle(row)} />,
    },
    { key: "purpose", head: t("purpose"), width: 136, cell: (row) => word(row.purpose) },
    { key: "version", head: t("version"), width: 120, cell: (row) => row.text_version },
    { key: "language", head: t("language"), width: 96, tone: "mut", cell: (row) => languageName(row.language) },
    { key: "title", head: t("text_title"), cell: (row) => row.title, title: (row) => row.title },
    { key: "published", head: t("published"), width: 136, tone: "mut", cell: (row) => stamp(row.published_at) },
    {
      key: "hash",
      head: t("hash"),
      width: 128,
      tone: "mut",
      cell: (row) => <code title={row.sha256}>{row.sha256.slice(0, 10)}…</code>,
    },
  ];
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        {may("privacy:write") ? (
          <Button type="primary" onClick={() => setPublishing(true)}>
            <Icon name="plus" />
            {t("publish")}
          </Button>
        ) : null}
      </PageHead>
      <div className="stack">
        <Coverage />
        <Card title={t("texts")}>
          <QueryView query={documents}>
            {({ data }) =>
              data.length === 0 ? (
                <EmptyState title={t("none")} reason={t("none_why")} />
              ) : (
                <LedgerTable
                  label={t("texts")}
                  columns={columns}
                  rows={data}
                  rowKey={(row) => row.document_id}
                  onOpen={toggle}
                  detail={(row) =>
                    open === row.document_id ? (
                      <div className="under-row">
                        <p>{row.body}</p>
                      </div>
                    ) : null
                  }
                />
              )
            }
          </QueryView>
        </Card>
      </div>
      {publishing ? <PublishDialog onClose={() => setPublishing(false)} /> : null}
    </>
  );
}
