import { texts } from "../text.ts";

export const exportsTexts = texts({
  button: ["导出", "Export", "내보내기"],
  title: ["导出{label}", "Export: {label}", "{label} 내보내기"],
  columns: ["列", "Columns", "열"],
  sensitive: ["敏感", "sensitive", "민감"],
  shortened: ["脱敏", "shortened", "일부 표시"],
  hidden: ["不可见", "hidden", "숨김"],
  format: ["格式", "Format", "형식"],
  reason: ["事由", "Reason", "사유"],
  reason_hint: ["写进文件与审计日志", "Goes into the file and the audit log", "파일과 감사 로그에 기록됩니다"],
  rows: ["当前筛选约 {count} 行。", "About {count} rows by the present filter.", "현재 필터 기준 약 {count}행입니다."],
  direct: [
    "文件由任务生成，保留 7 天，只有你能下载；每次下载都会记入审计日志。",
    "A job writes the file. It is kept for 7 days for you alone, and each download is in the audit log.",
    "작업이 파일을 만들며 7일간 본인만 내려받을 수 있고, 다운로드마다 감사 로그에 남습니다.",
  ],
  approval: [
    "超过 {count} 行需要另一位同事批准后才会生成。",
    "More than {count} rows need a colleague's approval first.",
    "{count}행을 넘으면 동료의 승인이 필요합니다.",
  ],
  started: [
    "已开始，进度在右上角“我的任务”",
    "Under way: see My jobs above",
    "시작했습니다. 오른쪽 위 ‘내 작업’을 확인하세요",
  ],
  waiting: [
    "已提交审批，批准后自动生成",
    "Waits for approval, then starts by itself",
    "승인 대기 중이며 승인되면 자동으로 시작됩니다",
  ],
});
