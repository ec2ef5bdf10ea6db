package dev.vestibule.flow.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.parser.CelMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import dev.cel.runtime.standard.AddOperator.AddOverload;
import dev.cel.runtime.standard.CelStandardOverload;
import dev.cel.runtime.standard.MatchesFunction.MatchesOverload;
import dev.vestibule.flow.address.CidrBlock;
import dev.vestibule.flow.address.EmailAddress;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * What expressions can call beside the standard functions of CEL. Everything that can make a text
 * or a list longer is bounded here, since a few chained calls would otherwise fill the memory.
 */
final class Functions {
    static final String IP_IN = "ip_in";
    private static final int REMEMBERED = 1_000;
    private static final Set<CelStandardOverload> REPLACED =
            Set.of(
                    AddOverload.ADD_STRING,
                    AddOverload.ADD_LIST,
                    AddOverload.ADD_BYTES,
                    MatchesOverload.MATCHES,
                    MatchesOverload.MATCHES_STRING);

    private final CelOptions options;

    /** Blocks are parsed once, since the YAML names only a few. */
    private final ConcurrentMap<String, CidrBlock> blocks = new ConcurrentHashMap<>();

    private final Patterns patterns = new Patterns();

    Functions(CelOptions options) {
        this.options = options;
    }

    /** The functions of CEL's string library that only ever shorten a text. */
    static CelStringExtensions strings() {
        return CelExtensions.strings(
                Function.CHAR_AT,
                Function.INDEX_OF,
                Function.LAST_INDEX_OF,
                Function.LOWER_ASCII,
                Function.SPLIT,
                Function.SUBSTRING,
                Function.TRIM,
                Function.UPPER_ASCII);
    }

    static List<CelFunctionDecl> declarations() {
        List<CelFunctionDecl> all = new ArrayList<>(Times.declarations());
        all.addAll(own(ListType.create(SimpleType.STRING)));
        all.addAll(strings().functions());
        return all;
    }

    /** What an editor may mean by a name that is no function; not every function of CEL. */
    static List<String> names() {
        Stream<String> standard =
                Stream.of(
                        "contains",
                        "duration",
                        "endsWith",
                        "exists",
                        "all",
                        "filter",
                        "map",
                        "matches",
                        "size",
                        "startsWith",
                        "string",
                        "int",
                        "timestamp");
        Stream<String> macros = Shorthands.macros().stream().map(CelMacro::getFunction);
        Stream<String> declared = declarations().stream().map(CelFunctionDecl::name);
        return Stream.of(standard, macros, declared)
                .flatMap(each -> each)
                .filter(name -> !name.startsWith("@"))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<CelFunctionDecl> own(ListType texts) {
        return List.of(
                CelFunctionDecl.newFunctionDeclaration(
                        "domain_of",
                        CelOverloadDecl.newGlobalOverload(
                                "domain_of_address", SimpleType.STRING, SimpleType.STRING)),
                CelFunctionDecl.newFunctionDeclaration(
                        IP_IN,
                        CelOverloadDecl.newGlobalOverload(
                                "ip_in_list", SimpleType.BOOL, SimpleType.STRING, texts)),
                CelFunctionDecl.newFunctionDeclaration(
                        "replace",
                        CelOverloadDecl.newMemberOverload(
                                "bounded_replace",
                                SimpleType.STRING,
                                SimpleType.STRING,
                                SimpleType.STRING,
                                SimpleType.STRING)),
                CelFunctionDecl.newFunctionDeclaration(
                        "join",
                        CelOverloadDecl.newMemberOverload(
                                "bounded_join", SimpleType.STRING, texts, SimpleType.STRING)));
    }

    static CelStandardFunctions standard() {
        return CelStandardFunctions.newBuilder()
                .filterFunctions((_, overload) -> !REPLACED.contains(overload))
                .build();
    }

    List<CelFunctionBinding> bindings() {
        List<CelFunctionBinding> all = new ArrayList<>(Times.bindings());
        all.addAll(own());
        return all;
    }

    // The caches of ip_in and matches have no visible effect.
    @SuppressWarnings("Immutable")
    private List<CelFunctionBinding> own() {
        return List.of(
                CelFunctionBinding.from("domain_of_address", String.class, Functions::domain),
                CelFunctionBinding.from("ip_in_list", String.class, List.class, this::contain),
                CelFunctionBinding.from("matches", String.class, String.class, patterns::match),
                CelFunctionBinding.from(
                        "matches_string", String.class, String.class, patterns::match),
                CelFunctionBinding.from("add_string", String.class, String.class, Functions::sum),
                CelFunctionBinding.from(
                        "bounded_join", List.class, String.class, Functions::joined),
                CelFunctionBinding.from(
                        "bounded_replace",
                        List.of(String.class, String.class, String.class),
                        arguments ->
                                replaced(
                                        (String) arguments[0],
                                        (String) arguments[1],
                                        (String) arguments[2])),
                addList());
    }

    private CelFunctionBinding addList() {
        RuntimeEquality equality = RuntimeEquality.create(RuntimeHelpers.create(), options);
        CelFunctionBinding original = AddOverload.ADD_LIST.newFunctionBinding(options, equality);
        return CelFunctionBinding.from(
                original.getOverloadId(),
                original.getArgTypes(),
                arguments -> {
                    List<?> left = (List<?>) arguments[0];
                    List<?> right = (List<?>) arguments[1];
                    bound(left.size() + (long) right.size(), ExpressionLimits.LIST);
                    return original.getDefinition().apply(arguments);
                });
    }

    /**
     * The domain in ASCII and small letters.
     *
     * @throws IllegalArgumentException when it is no address, or one that programs read differently
     */
    private static String domain(String address) {
        return EmailAddress.of(address)
                .map(EmailAddress::domain)
                .orElseThrow(() -> new IllegalArgumentException("no address"));
    }

    private static String sum(String left, String right) {
        bound(left.length() + (long) right.length(), ExpressionLimits.TEXT);
        return left + right;
    }

    private static String joined(List<?> parts, String separator) {
        StringBuilder joined = new StringBuilder();
        for (Object part : parts) {
            String next = (joined.isEmpty() ? "" : separator) + (String) part;
            bound(joined.length() + (long) next.length(), ExpressionLimits.TEXT);
            joined.append(next);
        }
        return joined.toString();
    }

    private static String replaced(String text, String old, String replacement) {
        if (old.isEmpty()) {
            throw new IllegalArgumentException("nothing to replace");
        }
        bound(text.length(), ExpressionLimits.TEXT);
        long occurrences = 0;
        for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, at + old.length())) {
            occurrences++;
        }
        bound(text.length() + occurrences * replacement.length(), ExpressionLimits.TEXT);
        return text.replace(old, replacement);
    }

    private static void bound(long size, int limit) {
        if (size > limit) {
            throw new IllegalArgumentException("longer than " + limit);
        }
    }

    /**
     * Whether the address is in one of the blocks.
     *
     * @throws IllegalArgumentException when one of them is no CIDR block, whatever the address
     */
    private boolean contain(String address, List<?> ranges) {
        boolean found = false;
        for (Object range : ranges) {
            found |= block((String) range).contains(address);
        }
        return found;
    }

    private CidrBlock block(String range) {
        CidrBlock known = blocks.get(range);
        if (known != null) {
            return known;
        }
        CidrBlock parsed = CidrBlock.parse(range);
        // A range may come from a claim: what is stored must not grow with the visitors.
        if (blocks.size() < REMEMBERED) {
            blocks.put(range, parsed);
        }
        return parsed;
    }
}
