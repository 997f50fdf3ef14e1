using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Actors.Tests.Architecture;

/// <summary>One vocabulary, and classes that are closed unless made for others.</summary>
public sealed class NameTests
{
    private const double SealedShare = 0.95;

    private static readonly string[] SaysNothing = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities"];

    /// <summary>Names that the framework gives; whoever implements them has no choice.</summary>
    private static readonly string[] FrameworkNames =
        ["DisposeAsync", "StartAsync", "StopAsync", "InvokeAsync", "ExecuteAsync", "CheckHealthAsync", "InitializeAsync"];

    [Fact]
    public void No_type_has_a_name_that_says_nothing() =>
        Faults.None(Types().Where(t => Array.Exists(SaysNothing, s => t.Identifier.Text.EndsWith(s, StringComparison.Ordinal))).Select(t => t.Place()));

    [Fact]
    public void No_method_is_called_Async() =>
        Faults.None(Sources.Product.All<MethodDeclarationSyntax>()
            .Where(m => m.Identifier.Text.EndsWith("Async", StringComparison.Ordinal)
                && !m.Modifiers.Any(SyntaxKind.OverrideKeyword) && m.ExplicitInterfaceSpecifier is null && !FrameworkNames.Contains(m.Identifier.Text))
            .Select(m => $"{m.Place()} {m.Identifier.Text}"));

    [Fact]
    public void Classes_are_sealed()
    {
        var classes = Types().Where(IsConcreteClass).ToList();
        var open = classes.Where(c => !c.Modifiers.Any(SyntaxKind.SealedKeyword) && !c.Modifiers.Any(SyntaxKind.StaticKeyword)).ToList();
        var share = 1.0 - ((double)open.Count / classes.Count);
        Assert.True(share >= SealedShare, $"{share:P1} of the classes are sealed. Open: {string.Join(", ", open.Select(c => c.Place()))}");
    }

    [Fact]
    public void Namespaces_are_file_scoped() =>
        Faults.None(Sources.Product.Concat(Sources.Tests).All<NamespaceDeclarationSyntax>().Select(n => n.Place()));

    private static IEnumerable<TypeDeclarationSyntax> Types() => Sources.Product.All<TypeDeclarationSyntax>();

    private static bool IsConcreteClass(TypeDeclarationSyntax type) =>
        (type is ClassDeclarationSyntax || (type is RecordDeclarationSyntax record && !record.ClassOrStructKeyword.IsKind(SyntaxKind.StructKeyword)))
        && !type.Modifiers.Any(SyntaxKind.AbstractKeyword);
}
