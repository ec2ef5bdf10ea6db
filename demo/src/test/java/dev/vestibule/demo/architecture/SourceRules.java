package dev.vestibule.demo.architecture;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

import javax.tools.Diagnostic;

/** Walks over one source file and notes what breaks a rule. */
final class SourceRules extends TreeScanner<@Nullable Void, @Nullable Void> {
    private static final int MOST_LINES_OF_A_METHOD = 40;
    private static final int MOST_PARAMETERS = 4;

    private final CompilationUnitTree file;
    private final SourcePositions positions;
    private final List<String> violations = new ArrayList<>();

    private SourceRules(CompilationUnitTree file, SourcePositions positions) {
        this.file = file;
        this.positions = positions;
    }

    /** The violations in this file, each with its line. */
    static List<String> violations(CompilationUnitTree file, SourcePositions positions) {
        SourceRules rules = new SourceRules(file, positions);
        rules.scan(file, null);
        return rules.violations;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
        long lines = lastLine(method) - nameLine(method) + 1;
        if (lines > MOST_LINES_OF_A_METHOD) {
            note(method, method.getName() + " has " + lines + " lines");
        }
        boolean constructor = method.getReturnType() == null;
        int parameters = method.getParameters().size();
        if (!constructor && parameters > MOST_PARAMETERS) {
            note(method, method.getName() + " has " + parameters + " parameters");
        }
        return super.visitMethod(method, nothing);
    }

    @Override
    public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void nothing) {
        if (annotation.getAnnotationType().toString().equals("Disabled")) {
            note(annotation, "a disabled test");
        }
        return super.visitAnnotation(annotation, nothing);
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree select, @Nullable Void nothing) {
        if (select.toString().equals("Thread.sleep")) {
            note(select, "waits by sleeping");
        }
        return super.visitMemberSelect(select, nothing);
    }

    private void note(Tree where, String what) {
        violations.add(
                "line %d: %s".formatted(line(positions.getStartPosition(file, where)), what));
    }

    /** The line after annotations and modifiers, where the name is. */
    private long nameLine(MethodTree method) {
        long modifiers = positions.getEndPosition(file, method.getModifiers());
        return line(
                modifiers == Diagnostic.NOPOS
                        ? positions.getStartPosition(file, method)
                        : modifiers);
    }

    private long lastLine(MethodTree method) {
        return line(positions.getEndPosition(file, method) - 1);
    }

    private long line(long position) {
        LineMap map = file.getLineMap();
        return map.getLineNumber(position);
    }
}
