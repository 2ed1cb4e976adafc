// What a verdict sounds and feels like: one high tone and a short buzz, or two low ones and a long one.
import Taro from "@tarojs/taro";

const TONES = {
  ok: [{ hertz: 1046, at_ms: 0 }],
  no: [
    { hertz: 220, at_ms: 0 },
    { hertz: 196, at_ms: 260 },
  ],
} as const;
const TONE_MS = 180;
const VOLUME = 0.2;

type Audio = Pick<AudioContext, "currentTime" | "createOscillator" | "createGain" | "destination">;

let audio: Audio | undefined;

/** The browser's, or WeChat's of the same shape; undefined on phones that have neither. */
function openAudio(): Audio | undefined {
  if (process.env.TARO_ENV === "h5") return typeof AudioContext === "undefined" ? undefined : new AudioContext();
  const { createWebAudioContext } = Taro as { createWebAudioContext?: () => unknown };
  return createWebAudioContext?.() as Audio | undefined;
}

function play(context: Audio, hertz: number, at_ms: number): void {
  const [tone, gain] = [context.createOscillator(), context.createGain()];
  const start = context.currentTime + at_ms / 1000;
  tone.frequency.value = hertz;
  gain.gain.value = VOLUME;
  tone.connect(gain);
  gain.connect(context.destination);
  tone.start(start);
  tone.stop(start + TONE_MS / 1000);
}

/** Never in the way of the verdict itself: a phone may be mute or have no motor. */
export function feel(verdict: "ok" | "no"): void {
  try {
    if (verdict === "ok") void Taro.vibrateShort({ type: "medium" }).catch(() => undefined);
    else void Taro.vibrateLong().catch(() => undefined);
    audio ??= openAudio();
    const context = audio;
    if (context !== undefined) TONES[verdict].forEach(({ hertz, at_ms }) => play(context, hertz, at_ms));
  } catch {
    // What is seen says it all.
  }
}
