/** The optional language model: one interface, and a client for any endpoint that speaks OpenAI's chat completions. */
import { z } from 'zod';
import { parsed } from './json.ts';

export interface Model {
  /**
   * What the model writes to an instruction and a line. One try.
   * Throws an Error whose message says what went wrong and holds nothing of what was asked or answered.
   */
  complete(instruction: string, line: string): Promise<string>;
}

export interface Endpoint {
  /** Base address, e.g. https://models.example/v1. */
  url: string;
  name: string;
  /** Empty: none is sent. */
  key: string;
  /** How long an answer is waited for, in milliseconds. */
  patienceMs: number;
}

/** An answer in a chat has to come soon, or the rules' answer is the better one. */
export const patienceMs = 4_000;
/** Our answers take a tenth of this. */
const longestAnswer = 300;
/** More than this is no answer to what we asked, in characters. */
const longestBody = 65_536;

/** What we use of a chat completion; endpoints add much more. */
const completionSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});

/** A client of an OpenAI-compatible endpoint. */
export function openAiModel({ url, name, key, patienceMs }: Endpoint): Model {
  const address = `${url.replace(/\/+$/, '')}/chat/completions`;
  return {
    async complete(instruction, line) {
      // The signal ends the reading of the answer too, so that a server that drips is given up in time.
      const signal = AbortSignal.timeout(patienceMs);
      const response = await fetch(address, {
        method: 'POST',
        signal,
        // What people write goes to the endpoint that was chosen and nowhere else.
        redirect: 'error',
        headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
        body: JSON.stringify({
          model: name,
          temperature: 0,
          max_tokens: longestAnswer,
          messages: [
            { role: 'system', content: instruction },
            { role: 'user', content: line },
          ],
        }),
      }).catch((error: unknown) => {
        throw new Error(whyNot(error));
      });
      if (!response.ok) {
        await response.body?.cancel();
        throw new Error(`it answered with status ${response.status}`);
      }
      return contentOf(await bodyOf(response));
    },
  };
}

const whyNot = (error: unknown): string =>
  error instanceof Error && error.name === 'TimeoutError' ? 'it took too long' : 'it could not be reached';

async function bodyOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > longestBody) break;
    }
  } catch (error) {
    throw new Error(whyNot(error));
  }
  return text;
}

function contentOf(body: string): string {
  const completion = completionSchema.safeParse(parsed(body));
  if (!completion.success) throw new Error('its answer is no chat completion');
  return completion.data.choices[0]!.message.content;
}
