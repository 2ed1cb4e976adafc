// A poster as a picture: the code large enough for three metres, and whose it is.

export interface Poster {
  /** The code itself, drawn already. */
  code: HTMLCanvasElement;
  group: string;
  store: string;
  invitation: string;
  name: string;
}

const WIDTH = 1_200;
const HEIGHT = 1_680;
const MARGIN = 120;
const PAPER = "#f8f6f1";
const INK = "#1d2a2f";
const QUIET = "#6b7578";
const FACE = '"Noto Sans CJK SC", "PingFang SC", "Malgun Gothic", sans-serif';

/** A PNG's address. The code keeps a quiet border of four modules, as readers want it. */
export function drawPoster({ code, group, store, invitation, name }: Poster): string {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext("2d");
  if (!pen) return "";
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.textAlign = "center";
  line(pen, group, { y: 190, size: 44, colour: QUIET });
  line(pen, store, { y: 300, size: 88, colour: INK, weight: 600 });
  const side = WIDTH - 2 * MARGIN;
  pen.fillStyle = "#ffffff";
  pen.fillRect(MARGIN, 400, side, side);
  pen.strokeStyle = "#d9d4c8";
  pen.lineWidth = 2;
  pen.strokeRect(MARGIN, 400, side, side);
  const quiet = 72;
  pen.imageSmoothingEnabled = false;
  pen.drawImage(code, MARGIN + quiet, 400 + quiet, side - 2 * quiet, side - 2 * quiet);
  line(pen, invitation, { y: 400 + side + 120, size: 64, colour: INK, weight: 600 });
  line(pen, name, { y: 400 + side + 200, size: 36, colour: QUIET });
  return canvas.toDataURL("image/png");
}

interface Style {
  y: number;
  size: number;
  colour: string;
  weight?: number;
}

/** Smaller where it would not fit. */
function line(pen: CanvasRenderingContext2D, text: string, { y, size, colour, weight = 400 }: Style): void {
  pen.fillStyle = colour;
  pen.font = `${weight} ${size}px ${FACE}`;
  const room = WIDTH - 2 * MARGIN;
  const width = pen.measureText(text).width;
  if (width > room) pen.font = `${weight} ${Math.floor((size * room) / width)}px ${FACE}`;
  pen.fillText(text, WIDTH / 2, y);
}
