package dev.vestibule.flow.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelMutableAst;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.ast.CelMutableExpr.CelMutableList;
import dev.cel.common.ast.CelMutableExpr.CelMutableSelect;
import dev.cel.common.navigation.CelNavigableMutableAst;
import dev.cel.common.navigation.CelNavigableMutableExpr;
import dev.vestibule.flow.expression.facts.Variable;

import java.util.List;
import java.util.stream.Stream;

/**
 * Takes a claim that is absent for an empty list, where a condition adds it to other lists: {@code
 * "admins" in claims.groups + claims.roles}. A sum is one of lists where it is searched with {@code
 * in} or a loop, and where it has a list in brackets. Any other sum may be one of texts, and fails
 * with an absent claim as before.
 */
final class ListSums {
    private long lastId;

    private ListSums(long lastId) {
        this.lastId = lastId;
    }

    static CelAbstractSyntaxTree completed(CelAbstractSyntaxTree parsed) {
        CelMutableAst tree = CelMutableAst.fromCelAst(parsed);
        List<CelMutableExpr> nodes =
                CelNavigableMutableAst.fromAst(tree)
                        .getRoot()
                        .allNodes()
                        .map(CelNavigableMutableExpr::expr)
                        .toList();
        List<CelMutableExpr> claims =
                nodes.stream()
                        .flatMap(ListSums::lists)
                        .filter(ListSums::isSum)
                        .flatMap(ListSums::addends)
                        .filter(ListSums::isClaim)
                        .distinct()
                        .toList();
        if (claims.isEmpty()) {
            return parsed;
        }
        long last = nodes.stream().mapToLong(CelMutableExpr::id).max().orElse(0);
        ListSums sums = new ListSums(last);
        claims.forEach(sums::complete);
        return tree.toParsedAst(true);
    }

    /** What must be a list for the expression to have a value. */
    private static Stream<CelMutableExpr> lists(CelMutableExpr node) {
        if (node.getKind() == Kind.COMPREHENSION) {
            return Stream.of(node.comprehension().iterRange());
        }
        if (isCall(node, Operator.IN)) {
            return Stream.of(node.call().args().getLast());
        }
        return isSum(node) && addends(node).anyMatch(each -> each.getKind() == Kind.LIST)
                ? Stream.of(node)
                : Stream.empty();
    }

    private static Stream<CelMutableExpr> addends(CelMutableExpr node) {
        return isSum(node)
                ? node.call().args().stream().flatMap(ListSums::addends)
                : Stream.of(node);
    }

    private static boolean isSum(CelMutableExpr node) {
        return isCall(node, Operator.ADD);
    }

    private static boolean isCall(CelMutableExpr node, Operator operator) {
        return node.getKind() == Kind.CALL && node.call().function().equals(operator.getFunction());
    }

    /** A claim, or a member within one. */
    private static boolean isClaim(CelMutableExpr node) {
        return isMember(node) && (isClaims(object(node)) || isClaim(object(node)));
    }

    private static boolean isClaims(CelMutableExpr node) {
        return node.getKind() == Kind.IDENT && node.ident().name().equals(Variable.CLAIMS.text());
    }

    private static boolean isMember(CelMutableExpr node) {
        return node.getKind() == Kind.SELECT && !node.select().testOnly()
                || isCall(node, Operator.INDEX) && isText(node.call().args().getLast());
    }

    private static boolean isText(CelMutableExpr node) {
        return node.getKind() == Kind.CONSTANT
                && node.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    private static CelMutableExpr object(CelMutableExpr member) {
        return member.getKind() == Kind.SELECT
                ? member.select().operand()
                : member.call().args().getFirst();
    }

    /** Replaces the claim by itself if it is there, and by an empty list otherwise. */
    private void complete(CelMutableExpr claim) {
        CelMutableExpr value = copy(claim);
        CelMutableExpr present = present(claim);
        CelMutableExpr none = CelMutableExpr.ofList(++lastId, CelMutableList.create());
        claim.setCall(
                CelMutableCall.create(Operator.CONDITIONAL.getFunction(), present, value, none));
    }

    private CelMutableExpr present(CelMutableExpr member) {
        CelMutableExpr object = object(member);
        CelMutableExpr itself = test(copy(object), name(member));
        return isClaims(object) ? itself : call(Operator.LOGICAL_AND, present(object), itself);
    }

    private CelMutableExpr test(CelMutableExpr object, String name) {
        return CelMutableExpr.ofSelect(++lastId, CelMutableSelect.create(object, name, true));
    }

    private static String name(CelMutableExpr member) {
        return member.getKind() == Kind.SELECT
                ? member.select().field()
                : member.call().args().getLast().constant().stringValue();
    }

    private CelMutableExpr call(Operator operator, CelMutableExpr... arguments) {
        return CelMutableExpr.ofCall(
                ++lastId, CelMutableCall.create(operator.getFunction(), List.of(arguments)));
    }

    private CelMutableExpr copy(CelMutableExpr node) {
        if (isClaims(node)) {
            return CelMutableExpr.ofIdent(++lastId, node.ident().name());
        }
        CelMutableExpr object = copy(object(node));
        return CelMutableExpr.ofSelect(++lastId, CelMutableSelect.create(object, name(node)));
    }
}
