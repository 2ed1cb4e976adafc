/** What the statement calls behaviours that every programme knows; others go by their code. */
const NAMES: Readonly<Record<string, string>> = {
  register: "注册",
  follow: "关注",
  bind_phone: "绑定手机",
  sign_in: "签到",
  review: "评价",
  share: "分享",
  recycle: "回收",
  quiz: "答题",
  survey: "问卷",
  birthday: "生日礼",
  hike: "徒步",
};

export const behaviourName = (code: string) => NAMES[code] ?? code;
