import { defineConfig } from "vitest/config";
import { viteRules } from "./scripts/rules-index.mjs";

export default defineConfig({
  plugins: [viteRules()],
  test: { include: ["test/**/*.test.ts"], testTimeout: 30_000, hookTimeout: 60_000 },
});
