import { registerErrors } from "../kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
  export_whole_group_only: {
    status: 403,
    title: t("仅限全集团数据范围", "Only for the whole group", "그룹 전체 범위에서만 가능합니다"),
    detail: t(
      "这份清单涉及所有门店，需要全集团的数据范围才能导出。",
      "This list is about every store; exporting it needs the whole group as data scope.",
      "모든 매장의 내용이므로 그룹 전체 데이터 범위가 있어야 내보낼 수 있습니다.",
    ),
  },
  export_too_long: {
    status: 422,
    title: t("超出表格行数上限", "Too many rows for a spreadsheet", "스프레드시트 행 수를 넘었습니다"),
    detail: t(
      "Excel 文件最多 {maximum} 行；请缩小范围，或改用 CSV。",
      "An Excel file holds at most {maximum} rows: narrow the filter or take CSV.",
      "Excel 파일은 최대 {maximum}행입니다. 범위를 줄이거나 CSV를 사용하세요.",
    ),
  },
  export_no_longer_allowed: {
    status: 403,
    title: t("已无权导出", "No longer allowed", "더 이상 내보낼 권한이 없습니다"),
    detail: t(
      "申请人已停用，或不再有导出这份清单的权限；文件没有生成。",
      "Whoever asked for it is disabled or may no longer export this list; no file was made.",
      "요청한 사람이 비활성화되었거나 이 목록을 내보낼 권한이 없어 파일을 만들지 않았습니다.",
    ),
  },
});
