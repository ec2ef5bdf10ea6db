package dev.vestibule.flow.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.vestibule.flow.expression.facts.ClaimsView;
import dev.vestibule.flow.expression.facts.Variable;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The claims whose values an expression reads, as far as the expression itself names them.
 *
 * @param paths names of a claim and of the members within it; what only {@code has} asks for is not
 *     among them
 * @param named false when it also reads claims by names that are known at run time only
 */
record ClaimPaths(List<List<String>> paths, boolean named) {
    ClaimPaths {
        paths = List.copyOf(paths);
    }

    static ClaimPaths of(CelAbstractSyntaxTree tree) {
        List<List<String>> paths = new ArrayList<>();
        boolean[] named = {true};
        CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .filter(node -> isClaims(node.expr()))
                .forEach(claims -> {
                    List<String> path = new ArrayList<>();
                    boolean asked = climb(claims, path);
                    if (!asked && !path.isEmpty()) {
                        paths.add(List.copyOf(path));
                    }
                    named[0] &= asked || !path.isEmpty();
                });
        return new ClaimPaths(paths, named[0]);
    }

    /** Whether the claims have none of what is read, so that they say that there is nothing. */
    boolean noneIn(@Nullable Map<String, Object> claims) {
        return named
                && !paths.isEmpty()
                && paths.stream().allMatch(path -> claims == null || absent(path, claims));
    }

    /** The first that the claims do not have, as an expression writes it; else a general word. */
    String firstAbsentIn(@Nullable Map<String, Object> claims) {
        return paths.stream()
                .filter(path -> claims == null || absent(path, claims))
                .findFirst()
                .map(path -> "claims." + String.join(".", path))
                .orElse("something");
    }

    private static boolean isClaims(CelExpr expression) {
        return expression.getKind() == Kind.IDENT
                && expression.ident().name().equals(Variable.CLAIMS.text());
    }

    /** Collects the members on the way up; true when {@code has} is at its end. */
    private static boolean climb(CelNavigableExpr claims, List<String> path) {
        CelNavigableExpr below = claims;
        Optional<CelNavigableExpr> above = below.parent();
        while (above.isPresent()) {
            CelExpr parent = above.get().expr();
            if (parent.getKind() == Kind.SELECT && parent.select().testOnly()) {
                return true;
            }
            Optional<String> member = member(parent, below.expr());
            if (member.isEmpty()) {
                return false;
            }
            path.add(member.get());
            below = above.get();
            above = below.parent();
        }
        return false;
    }

    private static Optional<String> member(CelExpr parent, CelExpr operand) {
        return switch (parent.getKind()) {
            case SELECT -> Optional.of(parent.select().field());
            case CALL -> index(parent.call(), operand);
            default -> Optional.empty();
        };
    }

    private static Optional<String> index(CelExpr.CelCall call, CelExpr operand) {
        if (!call.function().equals("_[_]") || call.args().getFirst().id() != operand.id()) {
            return Optional.empty();
        }
        CelExpr name = call.args().getLast();
        return name.getKind() == Kind.CONSTANT
                        && name.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? Optional.of(name.constant().stringValue())
                : Optional.empty();
    }

    /** Whether a list that is read has a null among its values. */
    boolean gapIn(@Nullable Map<String, Object> claims) {
        return claims != null && paths.stream().anyMatch(path -> hasGap(path, claims));
    }

    private static boolean hasGap(List<String> path, Map<?, ?> claims) {
        Object value = claims;
        for (String member : path) {
            value = value instanceof Map<?, ?> object ? object.get(member) : null;
        }
        return value instanceof List<?> list && list.stream().anyMatch(Objects::isNull);
    }

    /** False also for what cannot be read: that is not known to be absent. */
    private static boolean absent(List<String> path, Map<String, Object> claims) {
        try {
            Object value = ClaimsView.verified(claims);
            for (String member : path) {
                if (!(value instanceof Map<?, ?> object)) {
                    return false;
                }
                value = object.get(member);
                if (value == null) {
                    return true;
                }
            }
            return false;
        } catch (RuntimeException unreadable) {
            return false;
        }
    }
}
