"""Values that try to be something else: markup, code, directives, controls, rare characters."""

HOSTILE = (
    '#read("/etc/hostname") #evil[] *b* $x$',
    "<script>alert(1)</script>",
    "{{7*7}} {% raw %}",
    "| a | b |",
    "::: pagebreak",
    "# 标题\n\n- 列表\n::: sign\n---\n1. x",
    "![x](http://e/x.png)",
    "[a](javascript:alert(1)) [^1] ^[注] [x]",
    "A" * 180,
    "RTL \u202egnp.exe\u202c \u200f LRM\u200e 零宽\u200b",
    "😀👍🏽 👨\u200d💻 ⚠️ 🇨🇳",
    "䶮 㛃 \U0002ccc6 \U0002cc56 𠮷 ⼀ 々〇",
    "\x1b[2J\x1b]8;;http://e\x07点\x1b]8;;\x07 \x00",
    "\\*反斜\\* `码` ~~删~~ &lt; &amp; <b>",
    "\ue0000\ue001 \ue0003\ue001",
    "a\tb\r\nc",
    "[ ] ____ **粗** {id=x} {-}",
    "@label <h1> // 注释 /* x */ \\u{41} ---  -- ... \"引\" 'q'",
    "=1+1;@SUM(A1)：冒号: +加",
)

PLACES = 8
