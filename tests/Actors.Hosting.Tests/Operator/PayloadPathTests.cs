using System.Text.Json.Nodes;
using Actors.Cmd;
using Actors.Cmd.Editing;

namespace Actors.Hosting.Tests.Operator;

/// <summary>Members of a dead letter's payload that are set by their paths.</summary>
public sealed class PayloadPathTests
{
    private const string Payload = """{"customer":"ann","lines":[{"sku":"mug","quantity":1}]}""";

    [Theory]
    [InlineData("lines.0.quantity=3", """{"customer":"ann","lines":[{"sku":"mug","quantity":3}]}""")]
    [InlineData("lines.0.note=by hand", """{"customer":"ann","lines":[{"sku":"mug","quantity":1,"note":"by hand"}]}""")]
    [InlineData("customer=null", """{"customer":null,"lines":[{"sku":"mug","quantity":1}]}""")]
    public void A_member_is_set_by_its_path(string setting, string expected) =>
        Assert.Equal(expected, PayloadPath.Set(JsonNode.Parse(Payload)!, [setting]).ToJsonString());

    [Theory]
    [InlineData("lines.1.quantity=3")]
    [InlineData("order.lines=3")]
    [InlineData("=3")]
    public void A_path_that_leads_nowhere_is_wrong_usage(string setting) =>
        Assert.Equal(ExitCode.WrongUsage, Assert.Throws<PbmException>(() => PayloadPath.Set(JsonNode.Parse(Payload)!, [setting])).Code);
}
