using System.Text.Json;
using Actors.Schema;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Http.OpenApi;

/// <summary>Serves the OpenAPI document; the model does not change, so it is built once.</summary>
internal sealed class OpenApiEndpoint(ActorModel model)
{
    private readonly Lazy<JsonDocument> _document = new(() =>
        JsonDocument.Parse(new OpenApiDocument(model).Build().ToJsonString()));

    public Task Handle(HttpContext context) => JsonAnswer.Write(context, w => _document.Value.WriteTo(w));
}
