// クロネコ掛け払い適合検査のアダプター。動かし方（Java 17 以降。コンパイルは要りません）：
//   kakebarai-conformance check -- java KakebaraiAdapter.java
// 標準入力から1行に1つのJSONを受け取り、標準出力に1行で応答します。記録は標準エラー出力（System.err）へ。
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

public class KakebaraiAdapter {
    /** このアダプターでは扱えないもの。何を扱えないかを書きます（例："order.partPayments"）。 */
    static class Unsupported extends RuntimeException {
        Unsupported(String what) {
            super(what);
        }
    }

    /** 1つのセッションのお店。セッションごとに、まっさらなお店と加盟店が1つずつ使われます。 */
    static class Shop {
        final Map<String, Object> connection;
        final Map<String, Object> settings;

        Shop(Map<String, Object> connection, Map<String, Object> settings) {
            // 送信先（url）・加盟店コード（traderCode）・パスワード（passWord）を、お店の設定に入れます。
            // 扱えない設定があれば、throw new Unsupported("settings.taxCalculation=perUnit"); のように知らせます。
            this.connection = connection;
            this.settings = settings;
        }

        /** 注文を確定します。金額はお店が計算します。金額の文字列は double ではなく BigDecimal に。 */
        Map<String, Object> placeOrder(Map<String, Object> m) {
            // 書き換える例：
            // return Map.of("result", "done", "orderNumber", "100234", "shown", Map.of("total", "1600", "tax", "145"));
            // 断られたら refused と code、送っていなければ notSent と problems、応答がなければ unknown です。
            throw new Unsupported("placeOrder");
        }

        /** お店が知っている注文の状態を返します。 */
        Map<String, Object> orderStatus(Map<String, Object> m) {
            // return Map.of("state", "registered", "open", List.of(), "paid", true);
            throw new Unsupported("orderStatus");
        }
    }

    static final Map<String, Shop> SHOPS = new HashMap<>();

    static Shop shop(Map<String, Object> m) {
        Shop shop = SHOPS.get(m.get("session"));
        if (shop == null) {
            throw new IllegalStateException("セッション " + m.get("session") + " は始まっていません");
        }
        return shop;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> answer(Map<String, Object> m) {
        String verb = (String) m.get("do");
        switch (verb) {
            case "start":
                Map<String, Object> me = new LinkedHashMap<>();
                me.put("protocol", 1);
                me.put("integration", Map.of("name", "わたしのお店", "version", "1.0", "language", "java",
                        "languageVersion", System.getProperty("java.version")));
                me.put("can", List.of("order", "status"));
                me.put("accepts", Map.of("rounding", List.of("down"), "taxCalculation", List.of("perRate"),
                        "taxIncluded", List.of(true, false), "timeoutMs", List.of(30000)));
                me.put("sessions", 1);
                return me;
            case "begin":
                SHOPS.put((String) m.get("session"), new Shop((Map<String, Object>) m.get("connection"),
                        (Map<String, Object>) m.get("settings")));
                return Map.of("ok", true);
            case "end":
                SHOPS.remove(m.get("session"));
                return Map.of("ok", true);
            case "stop":
                return Map.of("ok", true);
            case "placeOrder":
                return shop(m).placeOrder(m);
            case "orderStatus":
                return shop(m).orderStatus(m);
            // ほかの動詞も、ここに足し、上の can に書きます（offer、cancelOrder、ship、recover …）。
            default:
                throw new Unsupported(verb);
        }
    }

    public static void main(String[] arguments) throws Exception {
        // 検査の外では動きません。本番のサーバーに残っても、入り口になりません。
        if (System.getenv("KAKEBARAI_ADAPTER_DATA") == null
                || "production".equals(System.getenv("APP_ENV"))) {
            System.err.println("このアダプターは kakebarai-conformance から、テスト環境でだけ動かせます。");
            System.exit(1);
        }
        // お店の中の System.out.println が応答に混ざらないようにします。
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
        System.setOut(System.err);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = lines.readLine()) != null) {
            Map<String, Object> m = Json.readObject(line);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("id", m.get("id"));
            try {
                result.putAll(answer(m));
            } catch (Unsupported e) {
                result.put("unsupported", e.getMessage());
            } catch (Exception e) {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                result.put("failed", Map.of("message", e.toString(), "trace", trace.toString()));
            }
            answers.print(Json.write(result) + "\n");
            answers.flush();
            if ("stop".equals(m.get("do"))) {
                System.exit(0);
            }
        }
    }

    /** 小さなJSONの読み書き。お店に Jackson などがあれば、そちらを使ってください。 */
    static class Json {
        private final String text;
        private int at = 0;

        private Json(String text) {
            this.text = text;
        }

        @SuppressWarnings("unchecked")
        static Map<String, Object> readObject(String text) {
            return (Map<String, Object>) new Json(text).value();
        }

        private char next() {
            while (Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return text.charAt(at);
        }

        private Object value() {
            char first = next();
            if (first == '{') {
                Map<String, Object> object = new LinkedHashMap<>();
                at++;
                while (next() != '}') {
                    if (text.charAt(at) == ',') {
                        at++;
                    }
                    next();
                    String name = string();
                    next();
                    at++;
                    object.put(name, value());
                }
                at++;
                return object;
            }
            if (first == '[') {
                List<Object> list = new ArrayList<>();
                at++;
                while (next() != ']') {
                    if (text.charAt(at) == ',') {
                        at++;
                    }
                    list.add(value());
                }
                at++;
                return list;
            }
            if (first == '"') {
                return string();
            }
            int begin = at;
            while (at < text.length() && ",}] \t\r\n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String word = text.substring(begin, at);
            switch (word) {
                case "true":
                    return true;
                case "false":
                    return false;
                case "null":
                    return null;
                default:
                    return Long.parseLong(word);
            }
        }

        private String string() {
            StringBuilder read = new StringBuilder();
            at++;
            while (text.charAt(at) != '"') {
                char c = text.charAt(at++);
                if (c == '\\') {
                    c = text.charAt(at++);
                    switch (c) {
                        case 'n':
                            c = '\n';
                            break;
                        case 't':
                            c = '\t';
                            break;
                        case 'r':
                            c = '\r';
                            break;
                        case 'b':
                            c = '\b';
                            break;
                        case 'f':
                            c = '\f';
                            break;
                        case 'u':
                            c = (char) Integer.parseInt(text.substring(at, at + 4), 16);
                            at += 4;
                            break;
                        default:
                    }
                }
                read.append(c);
            }
            at++;
            return read.toString();
        }

        static String write(Object value) {
            StringBuilder written = new StringBuilder();
            if (value instanceof Map<?, ?> object) {
                String comma = "";
                written.append('{');
                for (Map.Entry<?, ?> entry : object.entrySet()) {
                    written.append(comma).append(write(entry.getKey())).append(':').append(write(entry.getValue()));
                    comma = ",";
                }
                return written.append('}').toString();
            }
            if (value instanceof List<?> list) {
                String comma = "";
                written.append('[');
                for (Object one : list) {
                    written.append(comma).append(write(one));
                    comma = ",";
                }
                return written.append(']').toString();
            }
            if (!(value instanceof String)) {
                return String.valueOf(value);
            }
            written.append('"');
            for (char c : ((String) value).toCharArray()) {
                if (c == '"' || c == '\\') {
                    written.append('\\').append(c);
                } else if (c < ' ') {
                    written.append(String.format("\\u%04x", (int) c));
                } else {
                    written.append(c);
                }
            }
            return written.append('"').toString();
        }
    }
}
