const QUOTE = /(<!-- from (\S+) -->\n```\w+\n)[\s\S]*?^```$/gm

/** A Markdown text in which every code block below a line `<!-- from <file> -->` holds that file, as `read` gives it. */
export function withQuotes(markdown: string, read: (file: string) => string): string {
  return markdown.replace(QUOTE, (_, head: string, file: string) => `${head}${read(file)}\`\`\``)
}

/** The files that a Markdown text quotes, in order. */
export function quotedFiles(markdown: string): string[] {
  return [...markdown.matchAll(QUOTE)].map(([, , file = '']) => file)
}
