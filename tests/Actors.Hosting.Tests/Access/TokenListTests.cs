using Actors.Hosting.Access;

namespace Actors.Hosting.Tests.Access;

/// <summary>Files of tokens.</summary>
public sealed class TokenListTests
{
    private const string Ann = "ann's-token-0123456789";
    private const string Bob = "bob's-token-0123456789";

    [Fact]
    public void Each_line_names_a_caller_and_what_he_may()
    {
        var list = Parse($"# of the shop\n\nann {Ann}\r\n  bob\t{Bob}  read-only\nunnamed-token-0123456789\n");
        Assert.Equal(3, list.Count);
        Assert.Equal(new Caller("ann"), list.Find(Ann));
        Assert.Equal(new Caller("bob", IsReadOnly: true), list.Find(Bob));
        Assert.Equal(new Caller("client"), list.Find("unnamed-token-0123456789"));
        Assert.Null(list.Find("ann"));
        Assert.Null(list.Find(Ann + "0"));
    }

    [Fact]
    public void A_name_may_have_two_tokens_so_that_one_can_follow_the_other()
    {
        var list = Parse($"ann {Ann}\nann {Bob}");
        Assert.Equal(list.Find(Ann), list.Find(Bob));
    }

    [Theory]
    [InlineData("", "it has no token")]
    [InlineData("# nobody", "it has no token")]
    [InlineData("ann short", "line 1 has a token that is not at least 16")]
    [InlineData("short", "line 1 has a token that is not at least 16")]
    [InlineData($"ann {Ann}\nbob {Ann}", "line 2 has the token of an earlier line")]
    [InlineData($"ann {Ann} read-write", "line 1 is not TOKEN")]
    [InlineData($"ann {Ann} read-only too", "line 1 is not TOKEN")]
    [InlineData($"ann/bob {Ann}", "line 1 names its caller")]
    [InlineData($"operator {Ann}", "line 1 names its caller")]
    [InlineData($"ann {Ann}é", "line 1 has a token that is not at least 16")]
    public void What_is_wrong_is_told_by_line_and_without_the_token(string text, string expected)
    {
        Assert.False(TokenList.TryParse(text, "client", out _, out var fault));
        Assert.StartsWith(expected, fault, StringComparison.Ordinal);
        Assert.DoesNotContain(Ann, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_a_bound_to_how_many_each_request_is_compared_with()
    {
        var lines = Enumerable.Range(0, TokenList.CountMax).Select(i => $"a-long-enough-token-{i}").ToList();
        Assert.Equal(TokenList.CountMax, Parse(string.Join('\n', lines)).Count);
        Assert.False(TokenList.TryParse(string.Join('\n', lines.Append(Ann)), "client", out _, out var fault));
        Assert.Contains("more than 1000", fault, StringComparison.Ordinal);
    }

    private static TokenList Parse(string text)
    {
        Assert.True(TokenList.TryParse(text, "client", out var list, out var fault), fault);
        return list;
    }
}
