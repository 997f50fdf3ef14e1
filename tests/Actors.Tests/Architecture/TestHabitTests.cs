using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Actors.Tests.Architecture;

/// <summary>How tests are written.</summary>
public sealed class TestHabitTests
{
    private static readonly string[] Invariants = ["I1", "I2", "I3", "I4", "I5", "I6", "I7"];

    [Fact]
    public void No_test_sleeps() =>
        Ratchet.Check("sleeps", Sources.Tests.All<MemberAccessExpressionSyntax>()
            .Where(m => m is { Name.Identifier.Text: "Delay", Expression: var task } && task.ToString() is "Task" or "System.Threading.Tasks.Task"
                || m is { Name.Identifier.Text: "Sleep" or "SpinWait", Expression: var thread } && thread.ToString().EndsWith("Thread", StringComparison.Ordinal))
            .GroupBy(m => m.SyntaxTree.FilePath).Select(g => (g.Key, g.Count())));

    [Fact]
    public void Every_invariant_of_the_design_has_a_test_that_names_it()
    {
        var named = Sources.Tests.Concat(Sources.Of("Actors.TestKit")).All<AttributeSyntax>().Where(a => a.Name.ToString() == "Trait")
            .Select(a => a.ArgumentList!.Arguments).Where(a => a.Count == 2 && a[0].ToString() == "\"Invariant\"")
            .Select(a => a[1].ToString().Trim('"')).ToHashSet();
        Ratchet.Check("invariant-without-test", Invariants.Where(i => !named.Contains(i)).Select(i => (i, 1)));
    }

    [Fact]
    public void Test_names_are_sentences()
    {
        var faults = Sources.Tests.All<MethodDeclarationSyntax>()
            .Where(m => m.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString() is "Fact" or "Theory"))
            .Where(m => !m.Identifier.Text.Contains('_', StringComparison.Ordinal) || !char.IsUpper(m.Identifier.Text[0]));
        Faults.None(faults.Select(m => $"{m.Place()} {m.Identifier.Text}"));
    }
}
