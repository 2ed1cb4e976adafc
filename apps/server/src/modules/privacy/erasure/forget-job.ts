import { setTimeout } from "node:timers/promises";
import { SYSTEM } from "../../../platform/audit/by.ts";
import type { JobKind } from "../../../platform/jobs/job-kinds.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { listTraces } from "../../../platform/personal-data/registry.ts";
import { LOG_SETTLES_MS } from "../../../platform/request-log/request-log.ts";
import { forgetTraces, type TraceCursor } from "./erase-person.ts";

export const FORGET_JOB = "privacy.forget";

interface Input {
  request_id: string;
}

/** Goes through whatever may still name somebody who has left, page by page. */
export const forgetJob: JobKind<Input, TraceCursor> = {
  kind: FORGET_JOB,
  label: { "zh-CN": "清除已注销会员的痕迹", en: "Traces of a former member", ko: "탈퇴 회원의 흔적 삭제" },
  permission: "privacy:write",
  // Half of an erasure is none, and the words to look for would stay.
  cancelable: false,
  async run({ app, input, cursor, step }) {
    const { request_id } = input;
    // What was asked about them just before is in the log by then.
    await setTimeout(LOG_SETTLES_MS);
    let next: TraceCursor | undefined = cursor ?? { trace: 0, after: undefined };
    while (next) {
      const from: TraceCursor = next;
      await step(async (tx) => {
        next = await forgetTraces(tx, app, request_id, SYSTEM, from);
        const passed = (next?.trace ?? from.trace) - from.trace;
        // Nothing of the last page's own words stays in the cursor.
        const kept = next ?? { trace: listTraces().length, after: undefined };
        return { done: passed, ok: passed, total: listTraces().length, cursor: kept };
      });
    }
    return { request_id: toWireId("subject_request", request_id) };
  },
};
