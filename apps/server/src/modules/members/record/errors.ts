import { registerErrors } from "../../../platform/kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
  notes_full: {
    status: 422,
    title: t("备注太多", "Too many notes", "메모가 너무 많습니다"),
    detail: t(
      "一位会员最多 {maximum} 条备注，请先删除不再需要的。",
      "A member has at most {maximum} notes; take one away first.",
      "회원당 메모는 최대 {maximum}개입니다. 필요 없는 메모를 먼저 삭제하세요.",
    ),
  },
  files_full: {
    status: 422,
    title: t("文件太多", "Too many files", "파일이 너무 많습니다"),
    detail: t(
      "一位会员最多 {maximum} 个文件，请先删除不再需要的。",
      "A member has at most {maximum} files; take one away first.",
      "회원당 파일은 최대 {maximum}개입니다. 필요 없는 파일을 먼저 삭제하세요.",
    ),
  },
  file_type_refused: {
    status: 422,
    title: t("不支持这种文件", "This kind of file is not taken", "지원하지 않는 파일 형식입니다"),
    detail: t(
      "请上传 PDF、PNG、JPEG 或 WebP 文件；按内容判断，与文件名无关。",
      "Upload a PDF, PNG, JPEG or WebP file; its content decides, not its name.",
      "PDF, PNG, JPEG, WebP 파일만 올릴 수 있습니다. 이름이 아니라 내용으로 판단합니다.",
    ),
  },
});
