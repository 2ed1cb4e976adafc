import { fillText, type Language } from "../../../platform/kernel/errors.ts";

export interface Mail {
  subject: string;
  body: string;
}

type Texts = Record<Language, Mail>;

const RESET: Texts = {
  "zh-CN": {
    subject: "重设回游密码",
    body: "有人请求重设你的回游密码。请在 {minutes} 分钟内打开链接设置新密码：\n{link}\n\n若不是你本人，请忽略这封邮件，密码不会改变。",
  },
  en: {
    subject: "Reset your Huiyou password",
    body: "Somebody asked to reset your Huiyou password. Open this link within {minutes} minutes to choose a new one:\n{link}\n\nIf it was not you, ignore this mail: nothing changes.",
  },
  ko: {
    subject: "회유 비밀번호 재설정",
    body: "회유 비밀번호 재설정 요청이 있었습니다. {minutes}분 안에 아래 링크를 열어 새 비밀번호를 정하세요.\n{link}\n\n본인이 요청하지 않았다면 이 메일을 무시하세요. 비밀번호는 바뀌지 않습니다.",
  },
};

export function passwordResetMail(language: Language, values: { link: string; minutes: number }): Mail {
  return fill(RESET[language], values);
}

const INVITATION: Texts = {
  "zh-CN": {
    subject: "邀请你加入{tenant}",
    body: "{name}，你好：\n\n{tenant}邀请你使用回游运营台。请在 {days} 天内打开链接，设置密码后即可登录：\n{link}\n\n链接只能用一次。若与你无关，请忽略这封邮件。",
  },
  en: {
    subject: "{tenant} invites you",
    body: "Hello {name},\n\n{tenant} invites you to its Huiyou console. Open this link within {days} days and choose a password:\n{link}\n\nThe link works once. If it is not for you, ignore this mail.",
  },
  ko: {
    subject: "{tenant} 초대",
    body: "{name} 님, 안녕하세요.\n\n{tenant}에서 회유 콘솔에 초대했습니다. {days}일 안에 아래 링크를 열어 비밀번호를 정하세요.\n{link}\n\n링크는 한 번만 쓸 수 있습니다. 관련이 없다면 이 메일을 무시하세요.",
  },
};

export function invitationMail(
  language: Language,
  values: { name: string; tenant: string; link: string; days: number },
): Mail {
  return fill(INVITATION[language], values);
}

const KEY_ENDS: Texts = {
  "zh-CN": {
    subject: "API 密钥“{key}”将于 {date} 到期",
    body: "{name}，你好：\n\n{tenant}的 API 密钥“{key}”（{prefix}…）将于 {date} 到期，到期后使用它的系统会被拒绝。请及时轮换或延长：\n{link}",
  },
  en: {
    subject: "The API key {key} ends on {date}",
    body: "Hello {name},\n\nThe API key {key} ({prefix}…) of {tenant} ends on {date}; systems that use it are refused from then on. Rotate it or give it a later end in time:\n{link}",
  },
  ko: {
    subject: "API 키 ‘{key}’ {date} 만료 예정",
    body: "{name} 님, 안녕하세요.\n\n{tenant}의 API 키 ‘{key}’({prefix}…)가 {date}에 만료됩니다. 만료되면 이 키를 쓰는 시스템의 요청이 거부됩니다. 제때 교체하거나 기한을 연장하세요.\n{link}",
  },
};

export function keyEndsMail(
  language: Language,
  values: { name: string; tenant: string; key: string; prefix: string; date: string; link: string },
): Mail {
  return fill(KEY_ENDS[language], values);
}

/** Values stand on lines of their own or inside a sentence: what a name brings in line breaks is cut. */
function fill({ subject, body }: Mail, values: Record<string, string | number>): Mail {
  const clean = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, String(value).replace(/[\r\n\u2028\u2029]+/g, " ")]),
  );
  return { subject: fillText(subject, clean), body: fillText(body, clean) };
}
