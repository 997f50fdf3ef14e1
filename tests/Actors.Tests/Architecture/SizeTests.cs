using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Actors.Tests.Architecture;

/// <summary>The size budget. The median says little; the ninth decile and the longest tell clear code from other code.</summary>
public sealed class SizeTests
{
    private const int MethodLinesMax = 70;
    private const int MethodLinesNinthDecile = 25;
    private const int FileLinesMax = 400;
    private const int FileLinesNinthDecile = 150;
    private const int FileLinesMedian = 60;

    private static readonly int[] FileLines = [.. Sources.Product.Select(LinesOf).Order()];

    private static readonly (string Name, int Lines)[] Methods =
        [.. Sources.Product.All<SyntaxNode>().Where(HasBody).Select(m => ($"{m.SyntaxTree.FilePath}:{m.TypeName()}.{NameOf(m)}", m.LineCount()))];

    [Fact]
    public void No_method_is_too_long() =>
        Ratchet.Check("method-lines", Methods.Where(m => m.Lines > MethodLinesMax).Select(m => (m.Name, m.Lines)));

    [Fact]
    public void Nine_in_ten_methods_are_short() =>
        Ratchet.Check("method-lines-ninth-decile", Over(MethodLinesNinthDecile, Decile([.. Methods.Select(m => m.Lines).Order()], 9)));

    [Fact]
    public void No_file_is_too_long() =>
        Ratchet.Check("file-lines", Sources.Product.Select(t => (t.FilePath, LinesOf(t))).Where(f => f.Item2 > FileLinesMax));

    [Fact]
    public void Nine_in_ten_files_are_short() =>
        Ratchet.Check("file-lines-ninth-decile", Over(FileLinesNinthDecile, Decile(FileLines, 9)));

    [Fact]
    public void Half_of_the_files_are_very_short() => Ratchet.Check("file-lines-median", Over(FileLinesMedian, Decile(FileLines, 5)));

    [Fact]
    public void A_file_has_one_public_type() =>
        Ratchet.Check("public-types", Sources.Product.Select(t => (t.FilePath, PublicTypes(t))).Where(f => f.Item2 > 1));

    private static bool HasBody(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null,
        AccessorDeclarationSyntax accessor => accessor.Body is not null || accessor.ExpressionBody is not null,
        PropertyDeclarationSyntax property => property.ExpressionBody is not null,
        _ => false,
    };

    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax property } accessor => $"{property.Identifier.Text}.{accessor.Keyword.Text}",
        OperatorDeclarationSyntax @operator => @operator.OperatorToken.Text,
        ConversionOperatorDeclarationSyntax => "operator",
        _ => "constructor",
    };

    private static int LinesOf(SyntaxTree tree) => tree.GetText().Lines.Count(l => l.EndIncludingLineBreak > l.Start);

    private static int PublicTypes(SyntaxTree tree) => tree.GetRoot().DescendantNodes(n => n is not TypeDeclarationSyntax)
        .OfType<MemberDeclarationSyntax>().Where(m => m is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
        .Count(m => m.Modifiers.Any(k => k.Text == "public"));

    private static int Decile(int[] sorted, int decile) => sorted[(sorted.Length - 1) * decile / 10];

    private static IEnumerable<(string Subject, int Value)> Over(int limit, int value) => value > limit ? [("src", value)] : [];
}
