import { registerErrors } from "../kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
  file_empty: {
    status: 422,
    title: t("文件是空的", "The file is empty", "빈 파일입니다"),
    detail: t("请选择有内容的文件。", "Choose a file with something in it.", "내용이 있는 파일을 선택하세요."),
  },
  upload_broken: {
    status: 400,
    title: t("上传中断", "The upload broke off", "업로드가 중단되었습니다"),
    detail: t(
      "文件没有完整到达，请重新上传。",
      "The file did not arrive whole; upload it again.",
      "파일이 모두 도착하지 않았습니다. 다시 업로드하세요.",
    ),
  },
});
